-- What every script starts with. KEYS[1] is the buyer's cart, a hash: id, version, and a field line:<product> per line.
-- A line's value is <quantity>:<version when it was added>, so that lines keep the order in which they were added.
-- ARGV[1] is the seconds that an untouched cart lives, ARGV[2] the id that a new cart would get, ARGV[3] the most lines a cart may have.
local cart, ttl, new_id, max_lines = KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3])

local function open()
  redis.call('HSETNX', cart, 'id', new_id)
  redis.call('EXPIRE', cart, ttl)
end

local function change()
  return redis.call('HINCRBY', cart, 'version', 1)
end

-- The quantity of a product, 0 when it is not in the cart, and the version in which it was added.
local function line(product)
  local quantity, added = string.match(redis.call('HGET', cart, 'line:' .. product) or '0:0', '(%d+):(%d+)')
  return tonumber(quantity), tonumber(added)
end

-- Sets a quantity; 0 takes the line out. Says false, and does nothing, when a new line would be one too many.
local function set(product, quantity, version)
  local old, added = line(product)
  if quantity == 0 then
    redis.call('HDEL', cart, 'line:' .. product)
    return true
  end
  if old == 0 then
    -- Beside its lines the hash has the id, and the version once there was a change.
    local lines = redis.call('HLEN', cart) - 1 - redis.call('HEXISTS', cart, 'version')
    if lines >= max_lines then
      return false
    end
    added = version
  end
  redis.call('HSET', cart, 'line:' .. product, quantity .. ':' .. added)
  return true
end

-- The cart as id, version, product, quantity, product, quantity, ...
local function answer()
  local all, lines = redis.call('HGETALL', cart), {}
  for i = 1, #all, 2 do
    local product = string.match(all[i], '^line:(.+)$')
    if product then
      local quantity, added = string.match(all[i + 1], '(%d+):(%d+)')
      table.insert(lines, { product = product, quantity = quantity, added = tonumber(added) })
    end
  end
  table.sort(lines, function(a, b)
    if a.added == b.added then
      return a.product < b.product
    end
    return a.added < b.added
  end)
  local result = { redis.call('HGET', cart, 'id'), redis.call('HGET', cart, 'version') or '0' }
  for _, each in ipairs(lines) do
    table.insert(result, each.product)
    table.insert(result, each.quantity)
  end
  return result
end
