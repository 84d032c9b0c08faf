-- For wrk: asks for the addresses given after "--", one after the other.
local paths, place = {}, 0

function init(arguments)
  paths = arguments
end

function request()
  place = place % #paths + 1
  return wrk.format("GET", paths[place])
end
