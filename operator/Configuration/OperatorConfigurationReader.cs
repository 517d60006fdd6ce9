using LlmRouting.Contract.Manifests;

namespace LlmRouting.Operator.Configuration;

/// <summary>The file of <c>--gateway-config</c>. An operator starts with a configuration that has no problems, or not at all.</summary>
public static class OperatorConfigurationReader
{
    /// <summary>Every problem at once, with file and line. An empty file is the default configuration.</summary>
    public static ConfigurationReading<OperatorConfiguration> Read(string file, string text)
    {
        var reading = ConfigurationFile.Read(file, text, "operator configuration", ConfigurationJsonContext.Default.OperatorConfiguration);
        if (reading.Value is not { } value) return reading;
        Gateways(reading, value.Gateways ?? []);
        GpuClasses(reading, value.GpuClasses ?? []);
        foreach (var (key, label) in value.PodMonitorLabels ?? new Dictionary<string, string>())
            if (!Names.LabelKey().IsMatch(key) || !Names.LabelValue().IsMatch(label)) reading.Report(FieldPath.Key("podMonitorLabels", key), "must be a label and its value such as release: prometheus");
        return reading;
    }

    private static void Gateways(ConfigurationReading<OperatorConfiguration> reading, IReadOnlyList<GatewayConfiguration> gateways)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < gateways.Count; i++)
        {
            var path = FieldPath.Item("gateways", i);
            Name(reading, FieldPath.Field(path, "name"), gateways[i].Name, seen);
            if (gateways[i].Namespaces is { Count: 0 }) reading.Report(FieldPath.Field(path, "namespaces"), "must not be empty: leave it out for the operator's own namespace");
            var namespaces = new HashSet<string>(StringComparer.Ordinal);
            for (var n = 0; n < gateways[i].Namespaces?.Count; n++)
                if (gateways[i].Namespaces![n] != GatewayConfiguration.AllNamespaces) Name(reading, FieldPath.Item(FieldPath.Field(path, "namespaces"), n), gateways[i].Namespaces![n], namespaces);
        }
    }

    private static void GpuClasses(ConfigurationReading<OperatorConfiguration> reading, IReadOnlyList<GpuClass> classes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < classes.Count; i++)
        {
            var path = FieldPath.Item("gpuClasses", i);
            Name(reading, FieldPath.Field(path, "name"), classes[i].Name, seen);
            GpuClassRules.Check(reading.Report, path, classes[i]);
        }
    }

    /// <summary>Empty where the field is missing, which has been said.</summary>
    private static void Name(ConfigurationReading<OperatorConfiguration> reading, string path, string name, HashSet<string> seen)
    {
        if (name.Length == 0) return;
        if (!Names.Label().IsMatch(name)) reading.Report(path, $"must be {Names.LabelWords}");
        else if (!seen.Add(name)) reading.Report(path, $"{name} is there twice");
    }
}
