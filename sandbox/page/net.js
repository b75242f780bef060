// net speaks to the server that sent this page, and to nobody else.

async function answer(response) {
  const text = await response.text();
  let said;
  try { said = text ? JSON.parse(text) : null; } catch { said = { error: text.trim() }; }
  if (!response.ok) throw new Error((said && said.error) || `${response.status}`);
  return said;
}

export const get = async (path, signal) => answer(await fetch(path, { signal }));

export const post = async (path, body = {}) => answer(await fetch(path, {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
}));

export const drop = async (path) => answer(await fetch(path, { method: 'DELETE' }));
