using System.Globalization;
using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Builders;

namespace LlmRouting.Operator.Scaling.MetricsApi;

/// <summary>Documents of external.metrics.k8s.io, as the API server and autoscalers read them.</summary>
internal static class MetricsApiJson
{
    public const string Group = "external.metrics.k8s.io";
    public const string Version = "v1beta1";
    public const string GroupVersion = Group + "/" + Version;

    private static readonly JsonObject GroupDocument = Json.Of(
        ("kind", "APIGroup"), ("apiVersion", "v1"), ("name", Group),
        ("versions", new JsonArray(Json.Of(("groupVersion", GroupVersion), ("version", Version)))),
        ("preferredVersion", Json.Of(("groupVersion", GroupVersion), ("version", Version))));

    public static string Groups { get; } = Json.Of(("kind", "APIGroupList"), ("apiVersion", "v1"), ("groups", new JsonArray(GroupDocument.DeepClone()))).ToJsonString();

    public static string OneGroup { get; } = GroupDocument.ToJsonString();

    public static string Resources { get; } = Json.Of(
        ("kind", "APIResourceList"), ("apiVersion", "v1"), ("groupVersion", GroupVersion),
        ("resources", new JsonArray([.. MetricNames.All.Select(metric => Resource(metric.Name))]))).ToJsonString();

    /// <param name="values">By tier.</param>
    public static string Values(string metric, IEnumerable<(string Tier, double Value)> values, DateTimeOffset now) => Json.Of(
        ("kind", "ExternalMetricValueList"), ("apiVersion", GroupVersion), ("metadata", new JsonObject()),
        ("items", new JsonArray([.. values.Select(one => Item(metric, one.Tier, one.Value, now))]))).ToJsonString();

    public static string Status(int code, string reason, string message) => Json.Of(
        ("kind", "Status"), ("apiVersion", "v1"), ("metadata", new JsonObject()), ("status", "Failure"), ("message", message), ("reason", reason), ("code", code)).ToJsonString();

    private static JsonNode Resource(string metric) => Json.Of(
        ("name", metric), ("singularName", ""), ("namespaced", true), ("kind", "ExternalMetricValueList"), ("verbs", new JsonArray("get")));

    private static JsonNode Item(string metric, string tier, double value, DateTimeOffset now) => Json.Of(
        ("metricName", metric), ("metricLabels", Json.Of((ApiNames.TierLabel, tier))),
        ("timestamp", now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)), ("value", Quantity(value)));

    /// <summary>Thousandths at the finest, rounded up, as the API has it.</summary>
    private static string Quantity(double value) =>
        value == Math.Floor(value) ? value.ToString("0", CultureInfo.InvariantCulture) : Math.Ceiling(value * 1000).ToString("0", CultureInfo.InvariantCulture) + "m";
}
