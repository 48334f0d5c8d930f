import { api, Problem } from './api.js';
import { cart } from './cart.js';
import { h } from './dom.js';
import { money } from './format.js';

const styles = [
  ['orchestrated', 'Orchestrated', 'One conductor calls payment, cart and stock in turn, and tidies up if a step fails.'],
  ['choreographed', 'Choreographed', 'Checkout says “purchased”. Cart and stock hear it and do their part by themselves.'],
];

const cards = [
  ['tok_ok', 'A card that works', 'Charged at once.'],
  ['tok_slow', 'A slow bank', 'Takes about two seconds to think.'],
  ['tok_declined', 'A declined card', 'The bank says no. Nothing is charged.'],
  ['tok_timeout_after_charge', 'A bank that goes silent', 'It charges, then never answers. We find out, and charge once.'],
  ['tok_error', 'A bank that fails', 'It answers with an error. Nothing is charged.'],
];

const choice = { style: 'orchestrated', paymentToken: 'tok_ok' };

export function checkoutForm() {
  const alert = h('div', { class: 'form-alert', role: 'alert' });
  const pay = h('button', { type: 'submit', class: 'button wide', 'data-key': 'submit' }, `Pay ${money(cart.content.total)}`);

  return h('form', { class: 'checkout', onsubmit: submit },
    h('div', { class: 'checkout-body' },
      options('How the shop does it', 'style', styles),
      options('How the bank behaves', 'paymentToken', cards),
      h('p', { class: 'fine' }, 'These are test cards: no real money moves.')),
    h('footer', { class: 'drawer-foot' }, alert, pay));

  async function submit(event) {
    event.preventDefault();
    pay.disabled = true;
    pay.classList.add('working');
    pay.textContent = 'Paying…';
    alert.replaceChildren();
    try {
      const { orderId } = await buy();
      cart.load();
      document.dispatchEvent(new CustomEvent('bought', { detail: orderId }));
    } catch (problem) {
      alert.replaceChildren(h('strong', {}, problem.message), h('p', {}, advice(problem)));
      if (problem.is('cart-empty') || problem.is('cart-already-bought') || problem.is('product-gone')) {
        await cart.load();
      }
    }
    pay.disabled = false;
    pay.classList.remove('working');
    pay.textContent = cart.content ? `Pay ${money(cart.content.total)}` : 'Pay';
  }
}

const options = (legend, name, choices) => h('fieldset', {}, h('legend', {}, legend),
  choices.map(([value, title, text]) => h('label', { class: 'option' },
    h('input', { type: 'radio', name, value, checked: choice[name] === value, onchange: () => { choice[name] = value; } }),
    h('span', {}, h('strong', {}, title), h('span', { class: 'fine' }, text)))));

function advice(problem) {
  if (problem.status === 402) {
    return 'Your cart is untouched. Choose another card and pay again.';
  }
  return problem.outcomeUnknown ? 'We do not know yet whether it went through. Paying again is safe: it is charged once.' : problem.detail ?? '';
}

// A purchase keeps its key until its outcome is known, even over a reload: that is what makes paying again harmless.
async function buy() {
  const purchase = { ...choice };
  const key = keyFor(JSON.stringify([purchase, cart.content.id, cart.content.version]));
  try {
    const answer = await checkoutPatiently(purchase, key);
    forgetKey();
    return answer;
  } catch (problem) {
    if (problem instanceof Problem && !problem.outcomeUnknown) {
      forgetKey();
    }
    throw problem;
  }
}

// 409 with a time to wait: another request with this key, such as one whose answer was lost, is still at it.
async function checkoutPatiently(purchase, key, patience = 5) {
  try {
    return await api.checkout(purchase, key);
  } catch (problem) {
    if (problem.status !== 409 || !problem.retryAfter || patience === 0) {
      throw problem;
    }
    await new Promise(resolve => setTimeout(resolve, problem.retryAfter * 1000));
    return checkoutPatiently(purchase, key, patience - 1);
  }
}

const storageName = 'purchase';

function keyFor(what) {
  const kept = JSON.parse(sessionStorage.getItem(storageName) ?? 'null');
  if (kept?.what === what) {
    return kept.key;
  }
  const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
  sessionStorage.setItem(storageName, JSON.stringify({ what, key }));
  return key;
}

const forgetKey = () => sessionStorage.removeItem(storageName);
