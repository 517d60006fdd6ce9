using System.Text.Json;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Reconcilers.Observing;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>A tier on its way to 0, or there. It stands on the Deployment, so that every operator replica knows, and the next leader goes on.</summary>
public static class SleepMark
{
    public const string Annotation = ApiNames.Group + "/sleep";

    /// <summary>Gets no new request; replicas go when the open ones have ended.</summary>
    public const string Draining = "draining";

    public const string Asleep = "asleep";

    /// <summary>Null: awake.</summary>
    public static string? Of(JsonElement deployment) => deployment.Field("metadata").Field("annotations").Text(Annotation);
}
