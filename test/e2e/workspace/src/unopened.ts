export async function pingAll(hosts: readonly string[]): Promise<void> {
  for (const host of hosts) {
    await fetch(`https://${host}/ping`);
  }
}
