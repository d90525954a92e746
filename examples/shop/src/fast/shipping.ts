const CARRIER = 'https://carrier.example/v2/parcels';
const AT_ONCE = 5;

export async function parcelStates(trackingNumbers: string[]) {
  const states: { trackingNumber: string; state: string }[] = [];
  for (let at = 0; at < trackingNumbers.length; at += AT_ONCE) {
    states.push(...(await Promise.all(trackingNumbers.slice(at, at + AT_ONCE).map(parcelState))));
  }
  return states;
}

async function parcelState(trackingNumber: string) {
  const response = await fetch(`${CARRIER}/${trackingNumber}`);
  return { trackingNumber, state: await response.text() };
}

export async function printLabel(trackingNumber: string) {
  for (let attempt = 1; attempt <= 3; attempt++) {
    const response = await fetch(`${CARRIER}/${trackingNumber}/label`, { method: 'POST' });
    if (response.status !== 503) return response;
    await new Promise((resolve) => setTimeout(resolve, 500 * attempt));
  }
  throw new Error(`no label for ${trackingNumber}`);
}
