-- KEYS[2] what is known of the order; ARGV[4] seconds to remember it, ARGV[5] the most pieces of a product that a cart may have.
-- Puts the lines of the purchase back. Before the purchase was heard of there is nothing to put back: the order is only remembered.
local order, max_quantity = KEYS[2], tonumber(ARGV[5])
local state = redis.call('HGET', order, 'state')
if state == 'refunded' then
  return false
end

if state == 'bought' then
  open()
  local version = change()
  local remembered = redis.call('HGETALL', order)
  for i = 1, #remembered, 2 do
    local product = string.match(remembered[i], '^line:(.+)$')
    if product then
      set(product, math.min(line(product) + tonumber(remembered[i + 1]), max_quantity), version)
    end
  end
  redis.call('DEL', order)
end

redis.call('HSET', order, 'state', 'refunded')
redis.call('EXPIRE', order, ARGV[4])
return true
