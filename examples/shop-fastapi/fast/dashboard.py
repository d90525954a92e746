import asyncio

import httpx


async def numbers(client: httpx.AsyncClient, day: str) -> dict[str, object]:
    sales, visits, returns = await asyncio.gather(
        client.get(f"https://sales.example/days/{day}"),
        client.get(f"https://visits.example/days/{day}"),
        client.get(f"https://returns.example/days/{day}"),
    )
    return {"sales": sales.json(), "visits": visits.json(), "returns": returns.json()}
