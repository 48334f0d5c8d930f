-- ARGV[4] product, ARGV[5] quantity. Answers the cart, or nothing when it is full.
local product, quantity = ARGV[4], tonumber(ARGV[5])
open()
if line(product) ~= quantity then
  local version = change()
  if not set(product, quantity, version) then
    redis.call('HINCRBY', cart, 'version', -1)
    return false
  end
end
return answer()
