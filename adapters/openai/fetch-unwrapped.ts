/** Google puts its errors into a list, in which the SDK does not find them. */
export async function fetchUnwrapped(
  input: string | URL | Request,
  init?: RequestInit,
): Promise<Response> {
  const response = await fetch(input, init)
  if (response.ok) return response
  const { status, statusText, headers } = response
  return new Response(unwrap(await response.text()), { status, statusText, headers })
}

function unwrap(text: string): string {
  try {
    const body: unknown = JSON.parse(text)
    return Array.isArray(body) ? JSON.stringify(body[0]) : text
  } catch {
    return text
  }
}
