// The fields of a multipart form: texts, and files as bytes.
export const readMultipart = async (
  body: Buffer,
  type: string,
): Promise<[string, string | Buffer][]> => {
  const response = new Response(new Uint8Array(body), { headers: { 'content-type': type } })
  const form = await response.formData()
  const fields: Promise<[string, string | Buffer]>[] = []
  form.forEach((value, key) => {
    fields.push(toField(key, value))
  })
  return await Promise.all(fields)
}

const toField = async (key: string, value: string | Blob): Promise<[string, string | Buffer]> => [
  key,
  typeof value === 'string' ? value : Buffer.from(await value.arrayBuffer()),
]
