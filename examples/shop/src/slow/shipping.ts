const CARRIER = 'https://carrier.example/v2/parcels';

export async function parcelStates(trackingNumbers: string[]) {
  const states = [];
  for (const trackingNumber of trackingNumbers) {
    const response = await fetch(`${CARRIER}/${trackingNumber}`);
    states.push({ trackingNumber, state: await response.text() });
  }
  return states;
}

/** The carrier answers 503 while a label is being printed: waiting in turn is the point here, and nothing is reported. */
export async function printLabel(trackingNumber: string) {
  for (let attempt = 1; attempt <= 3; attempt++) {
    const response = await fetch(`${CARRIER}/${trackingNumber}/label`, { method: 'POST' });
    if (response.status !== 503) return response;
    await new Promise((resolve) => setTimeout(resolve, 500 * attempt));
  }
  throw new Error(`no label for ${trackingNumber}`);
}
