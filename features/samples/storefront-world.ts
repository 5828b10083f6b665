/** What the simulated shop is made of. All of it is invented; coordinates are the countries' own. */
export const services = [
  {
    name: 'storefront',
    weight: 30,
    medianMs: 78,
    hosts: 4,
    paths: ['/', '/category/lighting', '/category/tables', '/product/oak-side-table', '/product/linen-curtain-140', '/account/orders'],
  },
  { name: 'search', weight: 16, medianMs: 104, hosts: 3, paths: ['/search', '/suggest'] },
  { name: 'cart', weight: 11, medianMs: 66, hosts: 2, paths: ['/api/cart/items', '/api/cart'] },
  { name: 'catalog', weight: 9, medianMs: 52, hosts: 2, paths: ['/api/products', '/api/prices'] },
  { name: 'checkout', weight: 8, medianMs: 290, hosts: 2, paths: ['/checkout/review', '/checkout/payment', '/checkout/address'] },
  { name: 'payments', weight: 8, medianMs: 340, hosts: 3, paths: ['/v2/charges', '/v2/refunds'] },
  { name: 'accounts', weight: 6, medianMs: 61, hosts: 2, paths: ['/api/session', '/api/profile'] },
  { name: 'recommendations', weight: 6, medianMs: 132, hosts: 2, paths: ['/api/similar', '/api/for-you'] },
  { name: 'inventory', weight: 4, medianMs: 44, hosts: 2, paths: ['/api/stock'] },
  { name: 'shipping', weight: 2, medianMs: 180, hosts: 1, paths: ['/api/quotes', '/api/labels'] },
] as const;

export const countries = [
  { code: 'DE', weight: 26, lat: 51.1, lon: 10.4, extraMs: 0, net: '85.214' },
  { code: 'FR', weight: 15, lat: 46.6, lon: 2.5, extraMs: 8, net: '90.63' },
  { code: 'NL', weight: 10, lat: 52.2, lon: 5.5, extraMs: 3, net: '77.162' },
  { code: 'AT', weight: 8, lat: 47.6, lon: 14.1, extraMs: 5, net: '84.112' },
  { code: 'PL', weight: 7, lat: 52.1, lon: 19.4, extraMs: 12, net: '83.6' },
  { code: 'IT', weight: 6, lat: 42.8, lon: 12.6, extraMs: 15, net: '79.12' },
  { code: 'ES', weight: 6, lat: 40.2, lon: -3.6, extraMs: 22, net: '88.8' },
  { code: 'GB', weight: 5, lat: 52.9, lon: -1.5, extraMs: 12, net: '81.100' },
  { code: 'BE', weight: 4, lat: 50.6, lon: 4.6, extraMs: 4, net: '91.176' },
  { code: 'CH', weight: 4, lat: 46.8, lon: 8.2, extraMs: 5, net: '178.197' },
  { code: 'SE', weight: 3, lat: 59.9, lon: 15.2, extraMs: 18, net: '78.66' },
  { code: 'DK', weight: 3, lat: 55.9, lon: 9.6, extraMs: 10, net: '80.62' },
  { code: 'US', weight: 2, lat: 39.8, lon: -98.6, extraMs: 96, net: '73.92' },
  { code: 'NO', weight: 1, lat: 60.6, lon: 9.1, extraMs: 22, net: '84.208' },
] as const;

export const providers = [
  { name: 'cardlink', weight: 38, medianMs: 320 },
  { name: 'northpay', weight: 34, medianMs: 280 },
  { name: 'paypal', weight: 28, medianMs: 420 },
] as const;

export const methods = [
  { name: 'Card', weight: 48 },
  { name: 'PayPal', weight: 28 },
  { name: 'Invoice', weight: 17 },
  { name: 'Bank transfer', weight: 7 },
] as const;

export const devices = [
  { name: 'mobile', weight: 57 },
  { name: 'desktop', weight: 36 },
  { name: 'tablet', weight: 7 },
] as const;
