-- ModelTier: Healthy when it serves, or sleeps until a request wakes it.
local hs = { status = "Progressing", message = "waits for the operator" }
local status = obj.status
if status == nil or status.conditions == nil or (status.observedGeneration or 0) < (obj.metadata.generation or 0) then
  return hs
end
local conditions = {}
for _, condition in ipairs(status.conditions) do
  conditions[condition.type] = condition
end
local ready, progressing = conditions.Ready, conditions.Progressing
if ready == nil then
  return hs
end
hs.message = ready.reason .. ": " .. ready.message
if progressing ~= nil and progressing.status == "False" then
  hs.status = "Degraded"
  hs.message = progressing.reason .. ": " .. progressing.message
elseif ready.status == "True" then
  hs.status = "Healthy"
  if progressing ~= nil and progressing.reason == "RollingOut" then
    hs.status = "Progressing"
    hs.message = progressing.message
  end
elseif ready.reason == "Creating" or ready.reason == "Starting" or ready.reason == "Draining" then
  hs.status = "Progressing"
elseif ready.reason == "ScaledToZero" then
  hs.status = "Suspended"
else
  hs.status = "Degraded"
end
return hs
