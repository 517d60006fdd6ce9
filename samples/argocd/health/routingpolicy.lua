-- RoutingPolicy: Healthy when every data plane that is connected serves it.
local hs = { status = "Progressing", message = "waits for the operator" }
local status = obj.status
if status == nil or status.conditions == nil or (status.observedGeneration or 0) < (obj.metadata.generation or 0) then
  return hs
end
for _, condition in ipairs(status.conditions) do
  local text = condition.reason .. ": " .. condition.message
  if condition.type == "Programmed" and (condition.reason == "Pending" or condition.reason == "NoGateway") then
    hs.status = "Progressing"
    hs.message = text
  elseif condition.status == "False" then
    return { status = "Degraded", message = text }
  elseif condition.type == "Programmed" and condition.status == "True" then
    hs.status = "Healthy"
    hs.message = text
  end
end
return hs
