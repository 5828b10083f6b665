import type { Identity } from './oidc-provider';
import { expect, person, signIn, started, test } from './oriel';

const password = 'a-long-enough-password';

test('people: add, change the role, set a new password, remove', async ({ page, browser, baseURL, allowed }) => {
  allowed.push(/status of 409/);
  await signIn(page);
  await page.goto('/people');
  const email = `paul-${Date.now()}@example.com`;
  await page.getByRole('button', { name: 'New person' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Paul Ode');
  await dialog.getByLabel('Email').fill(email);
  await dialog.getByLabel('First password').fill(password);
  await dialog.getByRole('button', { name: 'Add' }).click();
  const row = page.getByRole('row').filter({ hasText: email });
  await expect(row).toBeVisible();

  const context = await browser.newContext({ baseURL });
  const own = await context.newPage();
  const enter = async (word: string) => {
    await own.goto('/login');
    await own.getByLabel('Email').fill(email);
    await own.getByLabel('Password').fill(word);
    await own.getByRole('button', { name: 'Sign in' }).click();
  };
  await enter(password);
  await own.waitForURL('**/dashboards');
  await expect(own.getByRole('link', { name: 'Console' })).toHaveCount(0);
  await row.getByLabel('Role of Paul Ode').selectOption('editor');
  await expect.poll(async () => (await (await context.request.get('/api/me')).json()).role).toBe('editor');

  // his own password: the other session ends, this one goes on
  const elsewhere = await browser.newContext({ baseURL, storageState: await context.storageState() });
  await own.goto('/account');
  await own.getByLabel('Current password').fill('not the one at all');
  await own.getByLabel('New password').fill('another-long-password');
  await own.getByRole('button', { name: 'Change password' }).click();
  await expect(own.getByRole('alert').filter({ hasText: 'current password is not right' })).toBeVisible();
  await own.getByLabel('Current password').fill(password);
  await own.getByRole('button', { name: 'Change password' }).click();
  await expect(own.getByText('Your password is changed')).toBeVisible();
  expect((await context.request.get('/api/me')).status()).toBe(200);
  expect((await elsewhere.request.get('/api/me')).status()).toBe(401);

  // an administrator sets one: he is out everywhere
  await row.getByRole('button', { name: 'New password' }).click();
  await page.getByRole('dialog').getByLabel('New password').fill('given-by-an-administrator');
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByText('has a new password')).toBeVisible();
  expect((await context.request.get('/api/me')).status()).toBe(401);
  await enter('another-long-password');
  await expect(own.getByRole('alert').filter({ hasText: 'do not belong together' })).toBeVisible();
  await enter('given-by-an-administrator');
  await own.waitForURL('**/dashboards');

  await row.getByRole('button', { name: 'Remove' }).click();
  await expect(row).toHaveCount(0);
  expect((await context.request.get('/api/me')).status()).toBe(401);
  await page.getByLabel(`Role of ${person.name}`).selectOption('viewer');
  await expect(page.getByText('Somebody must stay administrator')).toBeVisible();
  await context.close();
  await elsewhere.close();
});

test.describe('company account', () => {
  test('signs in, is made with the default role, and cannot take what is not its own', async ({ page, browser, baseURL }) => {
    const stamp = Date.now();
    const enter = async (identity: Identity) => {
      await fetch(`${started().issuer}/identity`, { method: 'PUT', body: JSON.stringify(identity) });
      const context = await browser.newContext({ baseURL });
      const own = await context.newPage();
      await own.goto('/login');
      await own.getByRole('button', { name: 'Continue with company account' }).click();
      await own.waitForURL((url) => url.pathname === '/dashboards' || url.searchParams.has('error'));
      const me = await context.request.get('/api/me');
      const words = me.status() === 200 ? '' : await own.getByRole('alert').filter({ hasText: /\S/ }).first().textContent();
      const answer = { status: me.status(), me: me.status() === 200 ? await me.json() : undefined, words };
      await context.close();
      return answer;
    };
    const olga = { sub: `olga-${stamp}`, email: `olga-${stamp}@example.com`, email_verified: true, name: 'Olga Ide' };
    const first = await enter(olga);
    expect(first.me).toMatchObject({ email: olga.email, name: 'Olga Ide', role: 'viewer' });
    // the same identity with another address is the same account
    const again = await enter({ ...olga, email: `renamed-${stamp}@example.com` });
    expect(again.me.id).toBe(first.me.id);
    // another identity with her address is not
    expect(await enter({ ...olga, sub: `mallory-${stamp}` })).toMatchObject({ status: 401 });
    // an address that the provider has not verified opens no account, least of all the administrator's
    expect((await enter({ sub: `eve-${stamp}`, email: person.email, email_verified: false })).status).toBe(401);
    const refused = await enter({ sub: `eve-${stamp}`, email: person.email });
    expect(refused.status).toBe(401);
    expect(refused.words).toContain('may not sign in here');

    await signIn(page);
    const made = await page.request.post('/api/people', {
      data: { name: 'Nora', email: `nora-${stamp}@example.com`, password, role: 'editor' },
    });
    const { id } = await made.json();
    const linked = await enter({ sub: `nora-${stamp}`, email: `nora-${stamp}@example.com`, email_verified: true });
    expect(linked.me).toMatchObject({ id, role: 'editor' });
  });
});
