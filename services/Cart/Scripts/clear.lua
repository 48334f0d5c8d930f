-- Takes all lines out. A cart that has none is left alone.
local fields = redis.call('HKEYS', cart)
local cleared = false
for _, field in ipairs(fields) do
  if string.sub(field, 1, 5) == 'line:' then
    redis.call('HDEL', cart, field)
    cleared = true
  end
end
if cleared then
  open()
  change()
end
return cleared
