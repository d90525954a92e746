export async function notifyAll(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await fetch(`https://mail.example/notify/${id}`);
  }
}
