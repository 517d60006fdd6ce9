namespace LlmRouting.Operator.Builders;

/// <summary>Headless: the data plane picks endpoints itself, and EndpointSlices take the Service's labels, by which they are watched.</summary>
internal static class ServiceBuilder
{
    public static Manifest Build(TierPlan plan)
    {
        var port = Json.Of(("name", TierNames.PortName), ("port", TierNames.Port), ("targetPort", TierNames.PortName), ("protocol", "TCP"));
        return ManifestShape.Service.Of(plan.Tier, plan.Name, ("spec", Json.Of(
            ("clusterIP", "None"), ("selector", TierNames.TierLabel(plan.Tier)), ("ports", Json.List(port)))));
    }
}
