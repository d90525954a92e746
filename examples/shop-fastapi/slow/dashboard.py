import httpx


async def numbers(client: httpx.AsyncClient, day: str) -> dict[str, object]:
    sales = await client.get(f"https://sales.example/days/{day}")
    visits = await client.get(f"https://visits.example/days/{day}")
    returns = await client.get(f"https://returns.example/days/{day}")
    return {"sales": sales.json(), "visits": visits.json(), "returns": returns.json()}
