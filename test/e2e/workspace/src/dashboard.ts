export async function loadDashboard(userId: string): Promise<{ orders: Response; messages: Response }> {
  const orders = await fetch(`https://shop.example/orders/${userId}`);
  const messages = await fetch(`https://shop.example/messages/${userId}`);
  return { orders, messages };
}
