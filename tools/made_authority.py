"""Write a folder of made authority tables, as large as wished, to measure with.

    python -m tools.made_authority DIR [--names 1000000] [--seed 1]

Seven in ten names are persons (surname and one or two characters), the others places and
organizations composed of two or three characters and a word. No name stands twice in a table; the
same seed gives the same folder. Nothing in it is true.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from extractors.authority import read_table

_GIVEN = (
    "文明国华志德建平永春秀英玉兰金宝福寿康宁安定邦兴家学书诗礼义仁信忠孝廉正清廷振宗耀祖光绪承恩继先"
    "天顺世昌元亨利贞乾坤日月星辰山川河海松柏竹梅龙凤虎豹鹏鹤云雨雪霜春秋冬夏江淮汉湘东南西北中立景"
)
_TOPONYM = (
    "安平昌乐宁定永丰兴隆高陵临清新泰太白青石大黄长河东西南北上下双三龙虎凤鹤桃柳杨松竹梅沙洲"
)
_PLACE_WORDS = ("村", "庄", "镇", "集", "堡", "店", "桥", "沟", "屯", "寨", "铺", "坪")
_BODY_WORDS = ("合作社", "学堂", "小学", "商会", "公所", "纱厂", "银号", "书局", "农会", "医院")
_HEAD = "id\tname\taliases\tsource\n"


def write(folder: Path, names: int, seed: int = 1) -> None:
    """Write persons.tsv, places.tsv and organizations.tsv with ``names`` names in all."""
    choose = random.Random(seed)
    surnames = [row["surname"] for row in read_table("surnames")]

    def toponym() -> str:
        return "".join(choose.choices(_TOPONYM, k=choose.choice((2, 3, 3))))

    makers: dict[str, Callable[[], str]] = {
        "persons": lambda: (
            choose.choice(surnames) + "".join(choose.choices(_GIVEN, k=choose.choice((1, 2, 2, 2))))
        ),
        "places": lambda: toponym() + choose.choice(_PLACE_WORDS),
        "organizations": lambda: toponym() + choose.choice(_BODY_WORDS),
    }
    shares = {"persons": names * 7 // 10, "places": names * 2 // 10}
    shares["organizations"] = names - sum(shares.values())
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in shares.items():
        with (folder / f"{table}.tsv").open("w", encoding="utf-8", newline="\n") as out:
            out.write(_HEAD)
            for number, name in enumerate(_distinct(makers[table], rows)):
                out.write(f"made-{number:07d}\t{name}\t\tmade\n")


def _distinct(make: Callable[[], str], count: int) -> Iterator[str]:
    met: set[str] = set()
    while len(met) < count:
        name = make()
        if name not in met:
            met.add(name)
            yield name


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    write(args.folder, args.names, args.seed)


if __name__ == "__main__":
    main()
