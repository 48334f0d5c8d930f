#!/usr/bin/env bash
# Walks through the whole public contract of a running shop, good and bad cases, and checks every answer.
#
#   docs/contract.sh [base-url]        default http://localhost:8080
#
# Prints one line per call; ends with the number of mismatches and exits non-zero if there is one. Needs bash and curl.
set -uo pipefail

base=${1:-http://localhost:8080}
base=${base%/}
store=/api/store
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

calls=0
mismatches=0
body=''
visitor=$work/visitor
other=$work/other
jar=$visitor

# --- how a call is made and checked ---------------------------------------------------------------------------------------------

title() { printf '\n\033[1m%s\033[0m\n' "$*"; }

wrong() {
  mismatches=$((mismatches + 1))
  printf '     \033[31mMISMATCH\033[0m %s\n' "$*"
}

# call STATUS[|STATUS] METHOD PATH [curl arguments]: asks, prints, and checks the status and what holds for every answer.
call() {
  local expected=$1 method=$2 path=$3 status sent
  shift 3
  sent=$(sent "$@")
  status=$(curl --silent --show-error --path-as-is --max-time 40 --request "$method" --cookie "$jar" --cookie-jar "$jar" \
    --dump-header "$work/headers" --output "$work/body" --write-out '%{http_code}' "$@" "$base$path" 2>"$work/error")
  calls=$((calls + 1))
  body=$(tr -d '\0' <"$work/body" 2>/dev/null)
  printf '%s  %-6s %s %s\n' "$status" "$method" "$(shorten "$path")" "$sent"
  if [[ "|$expected|" != *"|$status|"* ]]; then
    wrong "expected $expected: ${body:0:300}$(cat "$work/error")"
    return
  fi

  header X-Served-By '^[a-z-]+/.+'
  header X-Trace-Id '^[0-9a-f]{32}$'
  if ((status >= 400)); then
    header Content-Type '^application/problem\+json'
    has '"title":"[^"]+'
    has "\"status\":$status"
    has '"traceId":"[0-9a-f]{32}"'
  fi
}

# What the line of a call shows of its curl arguments: headers that matter to the case, and the body.
sent() {
  local shown=''
  while (($#)); do
    case $1 in
      --header) [[ $2 == Content-Type:\ application/json ]] || shown+=" [$2]"; shift ;;
      --data | --data-binary) shown=" $2$shown"; shift ;;
    esac
    shift
  done
  shorten "$shown"
}

shorten() { if ((${#1} > 120)); then printf '%s… (%d characters)' "${1:0:100}" "${#1}"; else printf '%s' "$1"; fi; }

# put / post STATUS PATH JSON [curl arguments]
put() { local s=$1 p=$2 j=$3; shift 3; call "$s" PUT "$p" --header 'Content-Type: application/json' --data-binary "$j" "$@"; }
post() { local s=$1 p=$2 j=$3; shift 3; call "$s" POST "$p" --header 'Content-Type: application/json' --data-binary "$j" "$@"; }

# has REGEX: the body matches.  header NAME REGEX: the header is there and matches.
has() { [[ $body =~ $1 ]] || wrong "the body lacks $1: ${body:0:300}"; }
hasnt() { [[ ! $body =~ $1 ]] || wrong "the body has $1: ${body:0:300}"; }
value_of() { sed -n "s/^$1: *//Ip" "$work/headers" | tr -d '\r' | tail -1; }
header() { [[ $(value_of "$1") =~ $2 ]] || wrong "header $1 is '$(value_of "$1")', not $2"; }

fresh_key() { printf 'contract-%s-%s-%s' "$$" "$(date +%s)" "$RANDOM$RANDOM"; }

# buy STATUS STYLE TOKEN [KEY]: a purchase; leaves its order's id in $order.
buy() {
  post "$1" "$store/checkout" "{\"style\":\"$2\",\"paymentToken\":\"$3\"}" --header "Idempotency-Key: ${4:-$(fresh_key)}"
  order=$(sed -n 's/.*"orderId":"\([^"]*\)".*/\1/p' <<<"$body")
  if [[ -n $order ]]; then
    header Location "$store/orders/$order\$"
  fi
}

# ends_as STATUS: waits until $order is in an end state and checks which.
ends_as() {
  [[ -n $order ]] || { wrong "there is no order that could end as $1"; return; }
  local deadline=$((SECONDS + 60)) status=''
  while ((SECONDS < deadline)); do
    status=$(curl --silent --cookie "$jar" "$base$store/orders/$order" | sed -n 's/.*"style":"[a-z]*","status":"\([A-Za-z]*\)".*/\1/p')
    [[ $status =~ ^(Completed|Refunded|Declined)$ ]] && break
    sleep 0.2
  done
  printf '     order %s: %s\n' "$order" "$status"
  [[ $status == "$1" ]] || wrong "the order ended as '$status', not $1"
}

# refused STATUS STYLE TOKEN: a purchase that the bank refuses. When the answer takes too long to wait for it is a 202, and the order says it.
refused() {
  buy "$1|202" "$2" "$3"
  if [[ -n $order ]]; then
    ends_as Declined
  fi
}

# cart_becomes REGEX: the events of a choreographed purchase reach the cart a moment later.
cart_becomes() {
  local deadline=$((SECONDS + 30)) cart=''
  while ((SECONDS < deadline)); do
    cart=$(curl --silent --cookie "$jar" "$base$store/cart")
    [[ $cart =~ $1 ]] && return
    sleep 0.2
  done
  wrong "the cart did not become $1: ${cart:0:300}"
}

# product_with MIN MAX: the id of a product whose stock lies in between.
product_with() {
  local page
  for page in 1 2 3; do
    curl --silent "$base$store/products?pageSize=100&page=$page" | tr -d '\n' | sed 's/{"id":/\n&/g' |
      sed -n 's/.*{"id":"\([^"]*\)".*"stock":\([0-9]*\).*/\2 \1/p'
  done | awk -v min="$1" -v max="$2" '$1 >= min && $1 <= max { print $2; exit }'
}

# --- the door ---------------------------------------------------------------------------------------------------------------------

if ! curl --silent --output "$work/body" --max-time 10 "$base/alive"; then
  echo "Nothing answers at $base. Start the shop, or name its address: docs/contract.sh http://localhost:PORT" >&2
  exit 2
fi

title 'The door'
call 200 GET /health
call 200 GET /alive
call 200 GET /
header Content-Type '^text/html'
header Content-Security-Policy "default-src 'none'"
call 200 GET /orders
call 404 GET /no/such/page
call 404 GET /api/unknown
call 405 POST /orders
header Allow 'GET'

# --- products ---------------------------------------------------------------------------------------------------------------------

title 'Products'
call 200 GET "$store/products"
has '"items":\[\{"id":"[a-z0-9-]+","name":"[^"]+","description":"[^"]+","imageUrl":"/images/[^"]+","category":"[^"]+","price":\{"amount":[0-9]+,"currency":"EUR"\},"stock":[0-9]+\}'
has '"page":1,"pageSize":20,"total":[0-9]+\}$'
call 200 GET "$store/products?page=2&pageSize=5"
has '"page":2,"pageSize":5,'
call 200 GET "$store/products?q=no-product-is-called-this"
has '"items":\[\],"page":1,"pageSize":20,"total":0'
for query in page=0 page=-1 page=one page=10001 pageSize=0 pageSize=101 pageSize=1.5 "q=$(printf 'x%.0s' {1..101})"; do
  call 400 GET "$store/products?$query"
done

plenty=$(product_with 20 1000000)
scarce=$(product_with 1 19)
call 200 GET "$store/products/$plenty"
has "^\{\"id\":\"$plenty\",\"name\":"
image=$(sed -n 's/.*"imageUrl":"\([^"]*\)".*/\1/p' <<<"$body")
call 200 GET "$image"
header Content-Type '^image/svg\+xml'
call 200 GET "$store/categories"
has '^\[\{"name":"[^"]+","count":[0-9]+\}'
call 404 GET "$store/products/no-such-product"
call 404 GET "$store/products/NO%20SUCH"
call 405 DELETE "$store/products/$plenty"
header Allow 'GET'

# --- cart -------------------------------------------------------------------------------------------------------------------------

title 'Cart'
call 200 GET "$store/cart"
header Set-Cookie '^shop_visitor=[A-Za-z0-9_-]{43};.*max-age=2592000;.*samesite=lax; httponly'
has '^\{"id":"[0-9a-f-]{36}","version":[0-9]+,"lines":\[\],"total":\{"amount":0,"currency":"EUR"\}\}$'
put 200 "$store/cart/items/$plenty" '{"quantity":2}'
has "\"lines\":\[\{\"productId\":\"$plenty\",\"name\":\"[^\"]+\",\"imageUrl\":\"[^\"]+\",\"quantity\":2,\"unitPrice\":\{\"amount\":[0-9]+,\"currency\":\"EUR\"\},\"lineTotal\":\{\"amount\":[0-9]+,\"currency\":\"EUR\"\}\}\]"
put 200 "$store/cart/items/$plenty" '{"quantity":99}'
has '"quantity":99'
put 200 "$store/cart/items/$plenty" '{"quantity":0}'
has '"lines":\[\]'
put 200 "$store/cart/items/$plenty" '{"quantity":1}'

for quantity in -1 100 99999999999 1.5 1e1 '"1"' null true '[1]'; do
  put 400 "$store/cart/items/$plenty" "{\"quantity\":$quantity}"
done
put 400 "$store/cart/items/$plenty" '{}'
put 400 "$store/cart/items/$plenty" '{"quantity":1'
put 400 "$store/cart/items/$plenty" ''
put 404 "$store/cart/items/no-such-product" '{"quantity":1}'
put 413 "$store/cart/items/$plenty" "{\"quantity\":1,\"padding\":\"$(printf 'x%.0s' {1..70000})\"}"
call 415 PUT "$store/cart/items/$plenty" --header 'Content-Type: text/plain' --data '{"quantity":1}'
call 405 POST "$store/cart/items/$plenty"
header Allow 'PUT'
call 404 GET "$store/cart/items"
call 403 DELETE "$store/cart" --header 'Sec-Fetch-Site: cross-site'

call 200 GET "$store/cart"
has "\"lines\":\[\{\"productId\":\"$plenty\",[^]]*\"quantity\":1,[^]]*\]"

title 'Another visitor sees another cart'
jar=$other
call 200 GET "$store/cart"
has '"lines":\[\]'
jar=$visitor

title 'Emptying'
call 204 DELETE "$store/cart"
call 200 GET "$store/cart"
has '"lines":\[\]'

# --- checkout ---------------------------------------------------------------------------------------------------------------------

title 'Checkout: what is refused, and changes nothing'
buy 409 orchestrated tok_ok
buy 409 choreographed tok_ok
put 200 "$store/cart/items/$plenty" '{"quantity":1}'
post 400 "$store/checkout" '{"style":"orchestrated","paymentToken":"tok_ok"}'
has 'Idempotency-Key'
post 400 "$store/checkout" '{"style":"orchestrated","paymentToken":"tok_ok"}' --header "Idempotency-Key: $(printf 'k%.0s' {1..256})"
buy 400 improvised tok_ok
buy 400 orchestrated 'tok ok'
post 400 "$store/checkout" '{"style":"orchestrated"}' --header "Idempotency-Key: $(fresh_key)"
post 400 "$store/checkout" '{"style":' --header "Idempotency-Key: $(fresh_key)"
call 415 POST "$store/checkout" --header "Idempotency-Key: $(fresh_key)" --header 'Content-Type: text/plain' --data '{}'
call 405 GET "$store/checkout"
header Allow 'POST'

for style in orchestrated choreographed; do
  title "Checkout, $style: cards that do not work"
  refused 402 $style tok_declined
  refused 402 $style tok_of_nobody
  refused 502 $style tok_error
  call 200 GET "$store/cart"
  has "\"productId\":\"$plenty\",[^]]*\"quantity\":1,"

  title "Checkout, $style: bought once, however often it is asked for"
  key=$(fresh_key)
  buy '201|202' $style tok_ok "$key"
  bought=$order
  first=$body
  buy '201|202' $style tok_ok "$key"
  [[ $body == "$first" ]] || wrong "the repeat answered $body, not $first"
  buy 422 $style tok_slow "$key"
  order=$bought
  ends_as Completed
  cart_becomes '"lines":\[\]'

  title "Checkout, $style: a slow bank, and one that charges and goes silent"
  for token in tok_slow tok_timeout_after_charge; do
    put 200 "$store/cart/items/$plenty" '{"quantity":1}'
    buy '201|202' $style $token
    ends_as Completed
    cart_becomes '"lines":\[\]'
  done

  title "Checkout, $style: more than there is"
  put 200 "$store/cart/items/$scarce" '{"quantity":99}'
  buy '201|202' $style tok_ok
  ends_as Refunded
  cart_becomes '"quantity":99'
  call 204 DELETE "$store/cart"
  put 200 "$store/cart/items/$plenty" '{"quantity":1}'
done

# --- orders -----------------------------------------------------------------------------------------------------------------------

title 'Orders'
call 200 GET "$store/orders"
has '^\{"items":\[\{"id":"[0-9a-f-]{36}","style":"(orchestrated|choreographed)","status":"[A-Za-z]+","lines":\['
has '"page":1,"pageSize":20,"total":[0-9]+\}$'
call 400 GET "$store/orders?pageSize=101"
call 200 GET "$store/orders/$bought"
has "^\{\"id\":\"$bought\",\"style\":\"choreographed\",\"status\":\"Completed\",\"lines\":\[\{\"productId\":\"$plenty\",\"name\":\"[^\"]+\",\"quantity\":1,\"unitPrice\":\{\"amount\":[0-9]+,\"currency\":\"EUR\"\},\"lineTotal\":\{\"amount\":[0-9]+,\"currency\":\"EUR\"\}\}\],\"total\":\{\"amount\":[0-9]+,\"currency\":\"EUR\"\},\"placedAt\":\"[^\"]+\",\"history\":\[\{\"at\":\"[^\"]+\",\"status\":\"Pending\",\"by\":\"[a-z-]+\"\}"
call 404 GET "$store/orders/00000000-0000-4000-8000-000000000000"
call 404 GET "$store/orders/1"

title 'An order as it happens'
buy '201|202' choreographed tok_ok
call 200 GET "$store/orders/$order/events" --no-buffer
header Content-Type '^text/event-stream'
has 'event: order'
has "data: \{\"id\":\"$order\""
has '"status":"Completed"'
call 404 GET "$store/orders/00000000-0000-4000-8000-000000000000/events"

title 'Another visitor does not see them, whatever he claims'
jar=$other
call 404 GET "$store/orders/$bought"
call 404 GET "$store/orders/$bought/events"
call 404 GET "$store/orders/$bought" --header 'X-Buyer-Id: 00000000000000000000000000000000'
call 200 GET "$store/orders"
has '"items":\[\],'
jar=$visitor

title 'One trace from outside to inside'
call 200 GET "$store/categories" --header 'traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
header X-Trace-Id '^4bf92f3577b34da6a3ce929d0e0e4736$'

printf '\n%d calls, %d mismatches\n' "$calls" "$mismatches"
((mismatches == 0))
