using System.Text.Json;
using System.Text.Json.Serialization;
using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Reconcilers.Observing;

internal sealed class TierPodConverter : JsonConverter<TierPod>
{
    public override TierPod Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        var pod = JsonElement.ParseValue(ref reader);
        return new TierPod(pod.Field("metadata").Field("labels").Text(ApiNames.TierLabel), PodView.Of(pod));
    }

    /// <exception cref="NotSupportedException">Always: pods are only read.</exception>
    public override void Write(Utf8JsonWriter writer, TierPod value, JsonSerializerOptions options) => throw new NotSupportedException();
}
