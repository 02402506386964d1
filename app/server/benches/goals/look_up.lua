-- Citizens of many addresses who each look up another object.
-- The list of numbers is in NOPS; ENCODING is what the browser accepts.
local numbers = {}
for line in io.lines(os.getenv("NOPS")) do numbers[#numbers + 1] = line end
local encoding = os.getenv("ENCODING")
local headers = { ["Accept"] = "text/html", ["Accept-Language"] = "id" }
if encoding ~= "" then headers["Accept-Encoding"] = encoding end
local count = 0

function request()
  count = count + 1
  local a = count % 50000
  headers["X-Forwarded-For"] = "10.1." .. math.floor(a / 250) .. "." .. (a % 250)
  return wrk.format("GET", "/pbb?nop=" .. numbers[math.random(#numbers)], headers)
end

function done(summary, latency, requests)
  local e = summary.errors
  local failed = e.connect + e.read + e.write + e.status + e.timeout
  io.write(string.format("figures %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), failed))
end
