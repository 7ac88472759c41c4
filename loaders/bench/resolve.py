"""Resolution timed on made occurrences: a made population whose names, dates and company are known,
from 100 thousand to 3 million mentions. Each size runs in a process of its own, so that its peak
memory is its own.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

from extractors.authority import read_table
from extractors.linking import load_linker
from extractors.resolution.compare import Comparer
from extractors.resolution.resolve import Resolution, Seen, resolve

_SEED = 1911
_GIVEN = "文明国华德福寿春秋玉山海云龙秀英兰芳志远长生建永光荣泽民嘉庆祥瑞安平成功学礼义仁智信忠孝"
_PLACES = (
    "湘潭",
    "无锡",
    "顺德",
    "蓬莱",
    "高阳",
    "荣昌",
    "余姚",
    "安陆",
    "清苑",
    "新会",
    "大冶",
    "通县",
)
_KINDS = ("商会", "纱厂", "中学", "农会", "县政府", "银行", "公司", "报馆", "医院", "参议会")


class Timing(NamedTuple):
    """One size: mentions, entities, proposals, pairs compared, CPU and wall seconds, peak memory
    in MB, and the share of neighbouring mentions of one name that were joined or kept apart as the
    made population has them, in percent.
    """

    mentions: int
    entities: int
    proposals: int
    compared: int
    cpu: float
    seconds: float
    memory: float
    whole: float


class _Made(NamedTuple):
    label: str
    names: tuple[str, ...]
    year: int
    place: str


def population(count: int, dice: random.Random) -> list[_Made]:
    """Persons and bodies, with namesakes of other times as they come."""
    surnames = [row["surname"] for row in read_table("surnames") if len(row["surname"]) == 1]
    made = []
    for _ in range(count):
        year = dice.randint(1840, 1975)
        if dice.random() < 0.6:
            name = dice.choice(surnames) + "".join(dice.choices(_GIVEN, k=dice.choice((1, 2, 2))))
            made.append(_Made("PERSON", (name,), year, dice.choice(_PLACES)))
        else:
            place, kind = dice.choice(_PLACES), dice.choice(_KINDS)
            stem = "".join(dice.choices(_GIVEN, k=2))
            number = dice.choice(("", "", "第一", "第二", "第三"))
            name = f"{place}{stem}{number}{kind}"
            names = (name, name.replace("公司", "有限公司")) if kind == "公司" else (name,)
            made.append(_Made("ORG", names, year, place))
    return made


def occurrences(count: int) -> Iterator[tuple[Seen, int]]:
    """``count`` mentions, three a record, with the place in the population that each means."""
    dice = random.Random(_SEED)
    made = population(max(10, count // 8), dice)
    by_year = sorted(range(len(made)), key=lambda at: made[at].year)
    for record in range(count // 3 + 1):
        start = dice.randrange(len(by_year))
        near = [by_year[min(len(by_year) - 1, start + step)] for step in (0, 1, 2)]
        year = max(made[at].year for at in near) + dice.randint(0, 20)
        day = year * 10_000 + 701
        names = [dice.choice(made[at].names) for at in near]
        for place, at in enumerate(near):
            if record * 3 + place < count:
                beside = [name for other, name in enumerate(names) if other != place]
                company = (*beside, made[at].place)
                yield (
                    Seen(f"r{record}", made[at].label, names[place], day, day, company),
                    at,
                )


def measure(count: int) -> Timing:
    """Resolve ``count`` made mentions in this process."""
    comparer = Comparer(load_linker().index)
    began, used = time.monotonic(), time.process_time()
    found = resolve((seen for seen, _ in occurrences(count)), comparer)
    seconds, cpu = time.monotonic() - began, time.process_time() - used
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Timing(
        found.mentions,
        len(found.entities),
        len(found.proposals),
        found.compared,
        round(cpu, 1),
        round(seconds, 1),
        round(memory),
        round(_whole(count, found), 1),
    )


def _whole(count: int, found: Resolution) -> float:
    """Share of pairs of neighbouring mentions of one name that are joined or kept apart rightly."""
    where = {}
    for at, entity in enumerate(found.entities):
        for record in entity.records:
            for form in entity.forms:
                where[record, entity.label, form] = at
    last: dict[tuple[str, str], tuple[int, int]] = {}
    right = asked = 0
    for number, (seen, means) in enumerate(occurrences(count)):
        if number >= 200_000:
            break
        at = where.get((seen.record, seen.label, seen.name), -1)
        key = (seen.label, seen.name)
        if key in last:
            other_means, other_at = last[key]
            asked += 1
            right += (means == other_means) == (at == other_at)
        last[key] = (means, at)
    return 100 * right / max(1, asked)


def measure_apart(count: int) -> Timing:
    """``measure`` in a process of its own."""
    code = (
        "import json, sys; from loaders.bench.resolve import measure; "
        "print(json.dumps(measure(int(sys.argv[1]))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(count)], capture_output=True, text=True, check=True
    )
    return Timing(*json.loads(done.stdout))
