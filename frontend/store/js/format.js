const currencies = new Map();

// Money is an integer of minor units: {amount: 1999, currency: "EUR"} is 19.99.
export function money({ amount, currency }) {
  if (!currencies.has(currency)) {
    currencies.set(currency, new Intl.NumberFormat('en-IE', { style: 'currency', currency }));
  }
  const format = currencies.get(currency);
  return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

export const date = iso => `${day.format(new Date(iso))}, ${time.format(new Date(iso))}`;

// How long after the first moment the second one was: "+84 ms", "+1.2 s", "+3 min".
export function after(first, second) {
  const ms = Math.max(0, new Date(second) - new Date(first));
  if (ms < 1000) {
    return `+${Math.round(ms)} ms`;
  }
  return ms < 120_000 ? `+${(ms / 1000).toFixed(1)} s` : `+${Math.round(ms / 60_000)} min`;
}

export const count = (n, one, many) => `${n} ${n === 1 ? one : many}`;

// Names come in lower case or with dashes; the shelf's sign does not.
export const sign = name => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
