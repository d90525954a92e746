/** What the tables of Python's standard library, clients and frameworks make of real-looking code: work, remarks and entry points. */
import { describe, expect, it } from 'vitest';
import { NO_PROJECT } from '../../server/src/engine/project';
import type { FactsView } from '../../server/src/engine/facts';
import type { FileSummary } from '../../server/src/engine/summary';
import { createFactsFactory } from '../../server/src/facts/createFacts';
import { createPythonFrontend } from '../../server/src/languages/python/index';
import { models } from '../../server/src/models/index';
import { installedGrammars } from '../harness/grammars';

const frontend = createPythonFrontend(installedGrammars());
const createFacts = createFactsFactory(models);
await frontend.prepare();

function read(text: string, dependencies: readonly string[], path = 'app/file.py'): { readonly summary: FileSummary; readonly facts: FactsView } {
  const file = { path: `/p/${path}`, text };
  const summary = frontend.summarise(file);
  expect(summary.problems).toEqual([]);
  return { summary, facts: createFacts(file, summary, { ...NO_PROJECT, root: '/p', dependencies: new Set(dependencies) }) };
}

/** `name: kind mode confidence trait…` for every site that does work, in source order. */
function workOf(text: string, dependencies: readonly string[]): string[] {
  const { summary, facts } = read(text, dependencies);
  return summary.sites.flatMap((site, id) => facts.effectsOf(id)
    .filter((effect) => effect.through.length === 0 && effect.kind !== 'unknown-async')
    .map((effect) => [`${site.name}:`, effect.kind, effect.mode, effect.confidence, ...effect.traits].join(' ')));
}

/** `name: trait…` for every site whose row has remarks. */
function remarksOf(text: string, dependencies: readonly string[]): string[] {
  const { summary, facts } = read(text, dependencies);
  return summary.sites.flatMap((site, id) => (facts.operationTraits(id).length === 0 ? [] : [`${site.name}: ${facts.operationTraits(id).join(' ')}`]));
}

/** `function: kind title` for every entry point. */
function entriesOf(text: string, dependencies: readonly string[], path?: string): string[] {
  const { summary, facts } = read(text, dependencies, path);
  return summary.functions.flatMap((fn, id) => {
    const entry = facts.entryPointOf(id);
    return entry === undefined ? [] : [`${fn.name}: ${entry.kind} ${entry.title}`];
  });
}

type Case = readonly [what: string, lines: readonly string[], found: readonly string[]];

const work: Readonly<Record<string, { readonly dependencies: readonly string[]; readonly cases: readonly Case[] }>> = {
  'the standard library': {
    dependencies: ['django'],
    cases: [
      ['files', ['def run(p):', '    with open(p) as f:', '        f.read()', '        f.read(4096)', '        f.readlines()', '        f.readline()', '    for line in open(p):', '        print(line)'],
        ['open: file-read blocks proven small', 'read: file-read blocks proven whole-file', 'read: file-read blocks proven', 'readlines: file-read blocks proven whole-file lines', 'readline: file-read blocks proven small', 'open: file-read blocks proven small']],
      ['buffers are no files', ['import io', 'def run():', '    b = io.BytesIO()', '    b.write(b"x")', '    b.read()'], []],
      ['pathlib', ['from pathlib import Path', 'def run(name):', '    p = Path(name)', '    p.read_text(encoding="utf-8")', '    p.parent.exists()', '    p.with_suffix(".x").write_bytes(b"")', '    for q in p.rglob("*.py"):', '        q.read_bytes()'],
        ['read_text: file-read blocks proven whole-file', 'exists: file-read blocks proven small', 'write_bytes: file-write blocks proven', 'rglob: file-read blocks proven', 'read_bytes: file-read blocks proven whole-file']],
      ['a path as a parameter', ['from pathlib import Path', 'def run(p: Path):', '    return p.read_text()'], ['read_text: file-read blocks proven whole-file']],
      ['os', ['import os', 'import os.path as osp', 'from os import path', 'def run(p):', '    os.listdir(p)', '    os.path.exists(p)', '    osp.getsize(p)', '    path.isfile(p)', '    os.path.join(p, "x")', '    os.system("ls")', '    os.environ.get("X")'],
        ['listdir: file-read blocks proven', 'exists: file-read blocks proven small', 'getsize: file-read blocks proven small', 'isfile: file-read blocks proven small', 'system: spawns-process blocks proven']],
      ['subprocess', ['import subprocess', 'def run():', '    subprocess.run(["ls"])', '    p = subprocess.Popen(["ls"])', '    p.poll()', '    p.communicate()', '    p.stdout.read()'],
        ['run: spawns-process blocks proven', 'Popen: spawns-process started proven', 'communicate: spawns-process blocks proven']],
      ['sleeping', ['import asyncio', 'import time', 'async def run():', '    time.sleep(1)', '    await asyncio.sleep(1)'], ['sleep: sleep blocks proven waits', 'sleep: sleep awaited proven waits']],
      ['data formats', ['import hashlib, json, gzip', 'def run(f):', '    json.load(f)', '    json.loads("1")', '    hashlib.sha256(b"x").hexdigest()', '    hashlib.pbkdf2_hmac("sha256", b"p", b"s", 1)', '    gzip.compress(b"x")'],
        ['load: file-read blocks proven', 'pbkdf2_hmac: cpu-heavy blocks proven', 'compress: cpu-heavy blocks proven']],
      ['archives', ['import zipfile', 'def run(p):', '    with zipfile.ZipFile(p) as z:', '        z.namelist()', '        z.read("a")'], ['ZipFile: file-read blocks proven small', 'read: file-read blocks proven whole-file']],
      ['urllib', ['import urllib.request', 'from urllib.request import urlopen', 'def run(url):', '    urllib.request.urlopen(url)', '    urlopen(url)'], ['urlopen: network blocks proven unpooled', 'urlopen: network blocks proven unpooled']],
      ['mail', ['import smtplib', 'def run(m):', '    with smtplib.SMTP("h") as s:', '        s.send_message(m)'], ['SMTP: network blocks proven', 'send_message: network blocks proven']],
      ['processes that are awaited', ['import asyncio', 'async def run():', '    p = await asyncio.create_subprocess_exec("ls")', '    await p.communicate()'], ['create_subprocess_exec: spawns-process awaited proven', 'communicate: spawns-process awaited proven']],
    ],
  },
  clients: {
    dependencies: ['requests', 'httpx', 'aiohttp', 'boto3', 'aioboto3', 'openai', 'anthropic', 'google-cloud-storage'],
    cases: [
      ['requests', ['import requests', 'def run(url):', '    r = requests.get(url, timeout=3)', '    r.raise_for_status()', '    r.json()', '    with requests.Session() as s:', '        s.post(url)'],
        ['get: network blocks proven unpooled', 'post: network blocks proven']],
      ['a session in a field', ['from requests import Session', 'class Api:', '    def __init__(self):', '        self.session = Session()', '    def load(self, url):', '        return self.session.get(url)'], ['get: network blocks proven']],
      ['a session of its own', ['import requests', 'class Api(requests.Session):', '    def load(self, url):', '        return self.get(url)'], ['get: network blocks proven']],
      ['a session as a parameter', ['import requests', 'def load(s: requests.Session, url):', '    return s.get(url)'], ['get: network blocks proven']],
      ['look-alikes', ['import requests', 'def run(request, cache, session):', '    request.session.get("x")', '    session.get("x")', '    cache.get("x")', '    {}.get("x")'], []],
      ['httpx', ['import httpx', 'async def run(url):', '    async with httpx.AsyncClient() as client:', '        await client.get(url)', '    httpx.post(url)', '    with httpx.Client() as c:', '        c.get(url)'],
        ['AsyncClient: opens-connection started proven keep-alive', 'get: network awaited proven', 'post: network blocks proven unpooled', 'Client: opens-connection started proven keep-alive', 'get: network blocks proven']],
      ['aiohttp', ['import aiohttp', 'async def run(url):', '    async with aiohttp.ClientSession() as session:', '        async with session.get(url) as r:', '            return await r.json()'],
        ['ClientSession: opens-connection started proven keep-alive', 'get: network awaited proven', 'json: network awaited proven small']],
      ['boto3', ['import boto3', 's3 = boto3.client("s3")', 'table = boto3.resource("dynamodb").Table("t")', 'def run(key):', '    s3.get_object(Bucket="b", Key=key)', '    s3.generate_presigned_url("get_object")', '    s3.list_objects_v2(Bucket="b")', '    table.get_item(Key={})', '    with table.batch_writer() as batch:', '        batch.put_item(Item={})'],
        ['client: opens-connection started proven keep-alive', 'resource: opens-connection started proven keep-alive', 'get_object: network blocks proven', 'list_objects_v2: network blocks proven', 'get_item: db-query blocks proven single-row']],
      ['aioboto3', ['import aioboto3', 'async def run():', '    session = aioboto3.Session()', '    async with session.client("s3") as s3:', '        await s3.put_object(Bucket="b")', 'async def given(s3_client):', '    await s3_client.put_object(Bucket="b")'],
        ['client: opens-connection awaited proven keep-alive', 'put_object: network awaited proven', 'put_object: network awaited likely']],
      ['google', ['from google.cloud import storage', 'client = storage.Client()', 'def run(n):', '    blob = client.bucket("b").blob(n)', '    blob.download_as_bytes()'], ['Client: opens-connection started proven keep-alive', 'download_as_bytes: network blocks proven whole-file']],
      ['openai', ['from openai import OpenAI, AsyncOpenAI', 'c = OpenAI()', 'a = AsyncOpenAI()', 'async def run():', '    c.chat.completions.create(model="m")', '    await a.responses.create(model="m")'],
        ['OpenAI: opens-connection started proven keep-alive opens-on-use', 'AsyncOpenAI: opens-connection started proven keep-alive opens-on-use', 'create: network blocks proven', 'create: network awaited proven']],
      ['anthropic', ['import anthropic', 'c = anthropic.Anthropic()', 'c.messages.create(model="m")'], ['Anthropic: opens-connection started proven keep-alive opens-on-use', 'create: network blocks proven']],
    ],
  },
  others: {
    dependencies: ['passlib', 'bcrypt', 'pandas', 'pillow', 'aiofiles', 'django', 'celery', 'anyio'],
    cases: [
      ['passwords', ['import bcrypt', 'from passlib.context import CryptContext', 'from django.contrib.auth.hashers import check_password', 'pwd = CryptContext(schemes=["bcrypt"])', 'bcrypt.hashpw(b"p", bcrypt.gensalt())', 'pwd.verify("a", "b")', 'check_password("a", "b")'],
        ['hashpw: cpu-heavy blocks proven', 'verify: cpu-heavy blocks proven guard', 'check_password: cpu-heavy blocks proven guard']],
      ['pandas', ['import pandas as pd', 'df = pd.read_csv("a.csv")', 'df.groupby("a").sum()', 'df.to_csv("b.csv")', 'df.to_csv()', 'parts = pd.read_csv("a.csv", chunksize=100)'],
        ['read_csv: file-read blocks proven whole-file', 'to_csv: file-write blocks proven', 'read_csv: file-read blocks proven small']],
      ['Pillow', ['from PIL import Image', 'def run(p):', '    im = Image.open(p)', '    im.thumbnail((1, 1))', '    im.convert("RGB").save("x")'], ['open: file-read blocks proven small', 'thumbnail: cpu-heavy blocks proven', 'save: file-write blocks proven']],
      ['aiofiles', ['import aiofiles', 'async def run(p):', '    async with aiofiles.open(p) as f:', '        await f.read()'], ['open: file-read awaited proven small', 'read: file-read awaited proven whole-file']],
      ['mail', ['from django.core.mail import send_mail', 'send_mail("a", "b", "c", ["d"])'], ['send_mail: network blocks proven unpooled']],
      ['tasks of other files', ['from .tasks import send', 'def run(x):', '    send.delay(x)'], ['delay: network started likely']],
      ['anyio', ['import anyio', 'async def run(p):', '    await anyio.Path(p).read_text()', '    await anyio.sleep(1)'], ['read_text: file-read awaited proven whole-file', 'sleep: sleep awaited proven waits']],
    ],
  },
};

describe.each(Object.entries(work))('%s', (_, { dependencies, cases }) => {
  it.each(cases)('%s', (_what, lines, found) => {
    expect(workOf(lines.join('\n'), dependencies)).toEqual(found);
  });
});

describe('remarks', () => {
  const cases: readonly Case[] = [
    ['leaving the event loop', ['import asyncio, anyio', 'from asgiref.sync import sync_to_async', 'from starlette.concurrency import run_in_threadpool', 'async def run(f):', '    await asyncio.to_thread(f)', '    await asyncio.get_running_loop().run_in_executor(None, f)', '    await sync_to_async(f)()', '    await run_in_threadpool(f)', '    await anyio.to_thread.run_sync(f)'],
      ['to_thread: offloads', 'run_in_executor: offloads', 'sync_to_async: offloads', 'run_in_threadpool: offloads', 'run_sync: offloads']],
    ['pools', ['from concurrent.futures import ThreadPoolExecutor', 'import concurrent.futures', 'import multiprocessing', 'def run(f, xs):', '    with ThreadPoolExecutor(4) as pool:', '        pool.map(f, xs)', '    e = concurrent.futures.ProcessPoolExecutor()', '    e.submit(f)', '    multiprocessing.Pool(2).map(f, xs)'],
      ['map: offloads', 'submit: offloads', 'map: offloads']],
    ['limits and waits', ['import asyncio', 'limit = asyncio.Semaphore(4)', 'queue = asyncio.Queue()', 'async def run():', '    await limit.acquire()', '    await queue.get()'], ['acquire: limits waits', 'get: waits']],
  ];
  it.each(cases)('%s', (_what, lines, found) => {
    expect(remarksOf(lines.join('\n'), [])).toEqual(found);
  });

  it('memoised functions do their work once', () => {
    const { summary, facts } = read(['import functools, requests', '@functools.lru_cache(maxsize=None)', 'def load(url):', '    return requests.get(url)', '@functools.cache', 'def again(url):', '    return requests.get(url)', 'def run(urls):', '    for url in urls:', '        load(url)', '        again(url)'].join('\n'), []);
    const calls = summary.sites.flatMap(({ name }, id) => (name === 'load' || name === 'again' ? [facts.effectsOf(id).length] : []));
    expect(calls).toEqual([0, 0]);
  });
});

describe('entry points', () => {
  const cases: readonly (readonly [what: string, lines: readonly string[], found: readonly string[], path?: string])[] = [
    ['Flask', ['from flask import Flask, Blueprint', 'app = Flask(__name__)', 'bp = Blueprint("b", __name__)', '@app.route("/a")', 'def a(): pass', '@bp.post("/b")', 'def b(): pass', 'def c(): pass', 'app.add_url_rule("/c", view_func=c)', 'def helper(): pass'],
      ['a: http request /a', 'b: http POST /b', 'c: http request /c']],
    ['Flask views', ['from flask.views import MethodView', 'class Orders(MethodView):', '    def get(self): pass', '    def helper(self): pass'], ['Orders.get: http request to Orders']],
    ['FastAPI', ['from fastapi import APIRouter, Depends, Request', 'router = APIRouter()', 'def db(): pass', '@router.get("/a")', 'async def a(d=Depends(db)): pass', 'def b(request: Request): pass', '@router.websocket("/w")', 'async def w(ws): pass'],
      ['db: http HTTP request', 'a: http GET /a', 'b: http HTTP request', 'w: message web socket /w']],
    ['Starlette', ['from starlette.routing import Route', 'from starlette.endpoints import HTTPEndpoint', 'async def home(request): pass', 'async def other(request): pass', 'class E(HTTPEndpoint):', '    async def get(self, request): pass', 'routes = [Route("/", home), Route("/o", endpoint=other)]'],
      ['home: http request /', 'other: http request /o', 'E.get: http request to E']],
    ['Django views by place', ['def orders(request, pk): pass', 'def total(order): pass'], ['orders: http request to orders'], 'shop/views.py'],
    ['the same elsewhere', ['def orders(request, pk): pass'], [], 'shop/helpers.py'],
    ['Django view classes', ['from django.views.generic import ListView', 'from django.views import View', 'from .mixins import Guarded', 'class A(Guarded, ListView):', '    def get_queryset(self): pass', '    def total(self): pass', 'class B(View):', '    def post(self, request): pass'],
      ['A.get_queryset: http request to A', 'B.post: http request to B']],
    ['Django decorators and urls', ['from django.views.decorators.http import require_POST', 'from django.urls import path', '@require_POST', 'def a(request): pass', 'def b(request): pass', 'urlpatterns = [path("b/", b)]'],
      ['a: http HTTP request', 'b: http request b/']],
    ['REST framework', ['from rest_framework import serializers, viewsets', 'from rest_framework.decorators import api_view', 'class S(serializers.ModelSerializer):', '    def get_total(self, obj): pass', '    def get_fields(self): pass', '    def get_user(self, request): pass', '    def to_representation(self, instance): pass', 'class V(viewsets.ModelViewSet):', '    def get_queryset(self): pass', '@api_view(["GET"])', 'def f(request): pass'],
      ['f: http HTTP request', 'S.get_total: row row of S', 'S.to_representation: row row of S', 'V.get_queryset: http request to V']],
    ['the admin', ['from django.contrib import admin', '@admin.register(Order)', 'class OrderAdmin(admin.ModelAdmin):', '    list_display = ["total"]', '    def total(self, obj): pass', '    def get_queryset(self, request): pass', '    def ship(self, request, queryset): pass', '    def plain(self): pass'],
      ['OrderAdmin.total: row row of OrderAdmin', 'OrderAdmin.get_queryset: http admin request', 'OrderAdmin.ship: http admin request']],
    ['imports and feeds', ['from import_export import resources', 'from django.contrib.syndication.views import Feed', 'class R(resources.ModelResource):', '    def dehydrate_name(self, obj): pass', '    def before_import(self, dataset): pass', 'class F(Feed):', '    def items(self): pass', '    def item_title(self, item): pass'],
      ['R.dehydrate_name: row row of R', 'F.items: http request to F', 'F.item_title: row item of F']],
    ['Graphene', ['import graphene', 'class Query(graphene.ObjectType):', '    def resolve_orders(self, info): pass', 'class OrderType(graphene.ObjectType):', '    def resolve_total(self, info): pass'],
      ['Query.resolve_orders: resolver GraphQL field Query.resolve_orders', 'OrderType.resolve_total: row GraphQL object OrderType']],
    ['Strawberry', ['import strawberry', '@strawberry.type', 'class Order:', '    @strawberry.field', '    def total(self): pass', '@strawberry.type', 'class OrderQuery:', '    @strawberry.field', '    def orders(self): pass'],
      ['Order.total: row GraphQL field', 'OrderQuery.orders: resolver GraphQL field']],
    ['Celery', ['from celery import shared_task, Celery', 'app = Celery("x")', '@shared_task', 'def a(): pass', '@app.task(bind=True)', 'def b(self): pass'], ['a: task task', 'b: task task']],
    ['Tornado and aiohttp', ['import tornado.web', 'from aiohttp import web', 'class H(tornado.web.RequestHandler):', '    async def get(self): pass', '    def compute(self): pass', 'routes = web.RouteTableDef()', '@routes.get("/a")', 'async def a(request): pass'],
      ['a: http GET /a', 'H.get: http request to H']],
    ['Lambda', ['def lambda_handler(event, context): pass', 'def handler(x): pass'], ['lambda_handler: http Lambda call']],
    ['Discord', ['from discord.ext import commands', 'class C(commands.Cog):', '    @commands.command()', '    async def ping(self, ctx): pass', '    @commands.Cog.listener()', '    async def on_message(self, m): pass'], ['C.ping: message message', 'C.on_message: message message']],
    ['management commands run once', ['from django.core.management.base import BaseCommand', 'class Command(BaseCommand):', '    def handle(self, *args, **options): pass'], ['Command.handle: once command'], 'shop/management/commands/x.py'],
  ];
  for (const [what, lines, found, path] of cases) {
    it(what, () => {
      expect(entriesOf(lines.join('\n'), ['django', 'flask', 'fastapi', 'celery', 'djangorestframework'], path)).toEqual(found);
    });
  }
});
