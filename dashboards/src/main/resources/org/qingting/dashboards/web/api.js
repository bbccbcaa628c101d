// Asks the console's API.

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** GETs one address; parameters that are empty are left out. Fails with ApiError or TypeError. */
export async function ask(path, parameters = {}, signal = undefined) {
  const given = Object.entries(parameters).filter(([, value]) => value !== '' && value !== null && value !== undefined);
  const query = new URLSearchParams(given).toString();
  const timeout = AbortSignal.timeout(15000);
  const response = await fetch(`/api/${path}${query ? `?${query}` : ''}`, {
    headers: { Accept: 'application/json' },
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  });
  return answered(response);
}

/** POSTs something to one address; only the console's own page may. */
export async function send(path, body) {
  const response = await fetch(`/api/${path}`, {
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20000),
  });
  return answered(response);
}

async function answered(response) {
  if (!response.ok) {
    let message = '';
    try {
      message = (await response.json()).error;
    } catch {
      // Not JSON: the status has to do.
    }
    throw new ApiError(response.status, message || `HTTP ${response.status}`);
  }
  return response.json();
}
