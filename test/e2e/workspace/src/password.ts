import bcrypt from 'bcrypt';

export async function login(password: string, load: () => Promise<string>): Promise<boolean> {
  const stored = await load();
  const isRight = bcrypt.compareSync(password, stored);
  return isRight;
}
