-- CanaryRollout: Degraded when it was rolled back or cannot do what its spec says.
local hs = { status = "Progressing", message = "waits for the operator" }
local status = obj.status
if status == nil or status.phase == nil or (status.observedGeneration or 0) < (obj.metadata.generation or 0) then
  return hs
end
hs.message = status.reason or (status.phase .. ", " .. (status.effectiveWeight or 0) .. " % to the canary")
if status.phase == "RolledBack" then
  hs.status = "Degraded"
elseif status.phase == "Paused" then
  hs.status = "Suspended"
elseif status.phase == "Promoted" or status.phase == "Completed" then
  hs.status = "Healthy"
else
  for _, condition in ipairs(status.conditions or {}) do
    -- At 0 a canary may still be on its way.
    if condition.status == "False" and not (condition.reason == "NoReadyEndpoint" and obj.spec.weight == 0) then
      return { status = "Degraded", message = condition.reason .. ": " .. condition.message }
    end
  end
  -- A weight that is set by hand is where it should be; one that climbs by steps is on its way.
  if obj.spec.weight ~= nil then
    hs.status = "Healthy"
  end
end
return hs
