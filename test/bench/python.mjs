/** Python's side of the benchmark: ruff with its PERF and ASYNC rules, and a synthetic Django project. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blocksOf, createChance, synthesiseText, title, writeAt } from './synthesise.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, 'node_modules', '.python');
const ruff = join(packages, 'bin', process.platform === 'win32' ? 'ruff.exe' : 'ruff');
const RUFF = 'ruff, only PERF and ASYNC, no cache';

export const python = {
  languageId: 'python',
  extension: '.py',
  /** Where a name is bound in a function, so that an edit makes it grow. */
  binding: /^\s+(?=\w+ = )/,
  oneRule: 'await-in-loop',
  installPeers() {
    if (existsSync(ruff)) return true;
    console.error('installing ruff into test/bench/node_modules/.python (once)');
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:', '--target', packages, '--requirement', join(here, 'requirements.txt')];
    return spawnSync('python3', pip, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  },
  versions: () => ({ ruff: spawnSync(ruff, ['--version'], { encoding: 'utf8' }).stdout.trim().replace('ruff ', '') }),
  peers(folder) {
    // The project's own ruff settings would change what is measured.
    const files = spawnSync(ruff, ['check', '--isolated', '--show-files', '.'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 }).stdout.split('\n').filter((line) => line.endsWith('.py')).length;
    return [{ name: RUFF, command: ruff, args: ['check', '--isolated', '--no-cache', '--select', 'PERF,ASYNC', '--output-format', 'json', '.'], cwd: folder, filesIn: () => files }];
  },
  ratios: ({ against, scan, scanAll, secondScan }) => [
    `Perf Hints against ruff, each on its own default files: ${against(scan, RUFF)}; on the same files: ${against(scanAll, RUFF)}; from the cache: ${against(secondScan, RUFF)}.`,
  ],
  synthesise,
  synthesiseFile,
};

/** Shapes of code, each a function of chance; together they resemble a Django project. */
function shapesFor({ number, noun, verb }) {
  const name = () => `${verb()}_${noun()}_${number(100)}`;
  return [
    () => { const n = title(noun()); return `class ${n}${number(1000)}(models.Model):\n    owner = models.ForeignKey("Customer", on_delete=models.CASCADE, related_name="${noun()}s${number(100)}")\n${Array.from({ length: 3 + number(8) }, (_, i) => `    ${noun()}_${i} = models.CharField(max_length=${10 + number(200)}, blank=True)`).join('\n')}\n\n    class Meta:\n        ordering = ["-id"]\n\n    def __str__(self):\n        return f"{self.pk}: {self.owner_id}"`; },
    () => { const n = title(noun()); return `def ${name()}(ids):\n    """${title(verb())}s by id; callers hold the lock."""\n    return {row.pk: row for row in ${n}.objects.filter(pk__in=ids).select_related("owner")}`; },
    () => { const n = noun(); return `def ${name()}(${n}s):\n    result = []\n    for ${n} in ${n}s:\n        row = ${title(noun())}.objects.filter(${n}_id=${n}.id).first()\n        result.append((${n}, row))\n    return result`; },
    () => `def ${name()}(values, limit=${number(100)}):\n    total = 0\n    for value in values:\n        if value > limit:\n            continue\n        total += value * 2 if value % ${2 + number(9)} == 0 else value\n    return round(total / max(1, len(values)))`,
    () => { const n = noun(); return `class ${title(n)}Service${number(1000)}:\n    def __init__(self, clock=time.monotonic):\n        self.cache = {}\n        self.clock = clock\n\n    def ${verb()}(self, pk):\n        if (cached := self.cache.get(pk)) is not None:\n            return cached\n        row = ${title(n)}.objects.get(pk=pk)\n        self.cache[pk] = row\n        return row\n\n    def ${name()}(self, rows):\n        return [{**row, "age": self.clock() - row["at"]} for row in rows if row["at"] < self.clock()]`; },
    () => `class ${title(noun())}Serializer${number(1000)}(serializers.ModelSerializer):\n    label = serializers.SerializerMethodField()\n\n    class Meta:\n        model = ${title(noun())}\n        fields = ["id", "${noun()}", "${noun()}_2", "label"]\n\n    def get_label(self, obj):\n        return f"{obj.pk} {obj.name}".strip()`,
    () => `def ${name()}(request, pk):\n    if not re.fullmatch(r"[a-z0-9-]{${8 + number(20)}}", pk):\n        return JsonResponse({"error": "bad id"}, status=400)\n    try:\n        form = ${title(noun())}Form(request.POST)\n        saved = form.save() if form.is_valid() else None\n    except ValidationError as error:\n        logger.warning("%s: %s", pk, error)\n        return JsonResponse({"error": error.messages}, status=422)\n    return JsonResponse({"id": pk, "at": saved and saved.created.isoformat()})`,
    () => `${noun().toUpperCase()}_${number(1000)} = {\n${Array.from({ length: 5 + number(25) }, (_, i) => `    "${noun()}${i}": {"label": _("${title(noun())} ${i}"), "weight": ${number(1000) / 10}, "tags": ["${noun()}", "${noun()}"]},`).join('\n')}\n}`,
    () => `async def ${name()}(client, urls):\n    async with asyncio.TaskGroup() as group:\n        tasks = [group.create_task(client.get(url, timeout=${1 + number(9)})) for url in urls]\n    bodies = [task.result().json() for task in tasks]\n    return bodies`,
    () => `def ${name()}(text):\n    result = {}\n    for part in text.split("&"):\n        key, _, value = part.partition("=")\n        match key:\n            case "${noun()}" | "${noun()}2":\n                result[key] = unquote(value)\n            case _ if value:\n                result[key] = value\n    return result`,
  ];
}

/** @returns {string} the folder */
function synthesise(folder, files = 4000) {
  const chance = createChance(21);
  const shapes = shapesFor(chance);
  writeAt(join(folder, 'pyproject.toml'), '[project]\nname = "synthetic"\nversion = "1"\ndependencies = ["django>=5", "djangorestframework", "httpx"]\n');
  writeAt(join(folder, 'manage.py'), '');
  for (let i = 0; i < files; i++) {
    const module = chance.pick(['models', 'views', 'serializers', 'services', 'utils', 'tasks']);
    writeAt(join(folder, `app_${i % 200}`, module, `${chance.noun()}_${i}.py`), [HEAD, ...blocksOf(shapes, chance)].join('\n\n\n') + '\n');
  }
  return folder;
}

function synthesiseFile(lines) {
  const chance = createChance(7);
  return synthesiseText({ head: HEAD, shapes: shapesFor(chance).map((shape) => () => `\n${shape()}`), chance, lines });
}

const HEAD = `import asyncio
import logging
import re
import time
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db import models
from django.http import JsonResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

logger = logging.getLogger(__name__)
`;
