/** The routes of makers that are called directly, by the maker's name in an id. */
const routes: Readonly<Record<string, string>> = {
  openai: 'openai',
  anthropic: 'anthropic',
  google: 'google',
  'x-ai': 'xai',
}

export const routeOfMaker = (provider: string): string | undefined => routes[provider]

/** The maker whose own API a route is, else the route's own name. */
export const makerOf = (route: string): string =>
  Object.entries(routes).find(([, name]) => name === route)?.[0] ?? route
