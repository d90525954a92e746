import asyncio

import httpx

AT_ONCE = asyncio.Semaphore(10)


async def parcel_states(client: httpx.AsyncClient, tracking_numbers: list[str]) -> list[str]:
    async def state_of(number: str) -> str:
        async with AT_ONCE:
            response = await client.get(f"https://carrier.example/parcels/{number}")
        return response.json()["state"]

    return await asyncio.gather(*(state_of(number) for number in tracking_numbers))
