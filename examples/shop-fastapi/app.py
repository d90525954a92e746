"""Wires the same routes twice: /slow from slow, /fast from fast."""

from fastapi import FastAPI

import fast.logs
import fast.payments
import fast.sessions
import slow.logs
import slow.payments
import slow.sessions

app = FastAPI()

for prefix, shop in (("/slow", slow), ("/fast", fast)):
    for module in (shop.logs, shop.payments, shop.sessions):
        app.include_router(module.router, prefix=prefix)
