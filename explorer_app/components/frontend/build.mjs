// Bundle the components into ../build and write the licences of what was bundled.
import { build } from "esbuild";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const OUT = "../build";
const result = await build({
  entryPoints: { graph: "src/graph/main.ts", records: "src/records/main.ts", facets: "src/facets/main.ts" },
  outdir: OUT,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  loader: { ".css": "text" },
  metafile: true,
  logLevel: "info",
});

const bundled = new Set();
for (const input of Object.keys(result.metafile.inputs)) {
  const match = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
  if (match) bundled.add(match[1]);
}
const parts = ["Packages bundled into the files of this folder, with their licences.\n"];
for (const name of [...bundled].sort()) {
  const dir = join("node_modules", name);
  const manifest = JSON.parse(readFileSync(join(dir, "package.json"), "utf8"));
  const file = readdirSync(dir).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  if (!file) throw new Error(`no licence file in ${name}`);
  parts.push(`${"=".repeat(72)}\n${name} ${manifest.version} (${manifest.license})\n`);
  parts.push(readFileSync(join(dir, file), "utf8").trim().replaceAll("\r\n", "\n") + "\n");
}
writeFileSync(join(OUT, "THIRD_PARTY_LICENSES.txt"), parts.join("\n"));
