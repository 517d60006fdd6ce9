using System.Globalization;
using System.Runtime.InteropServices;
using LlmRouting.DataPlane.Simulation.Answers;
using LlmRouting.DataPlane.Simulation.Requests;

namespace LlmRouting.DataPlane.Simulation.Wire;

/// <summary>A list of embeddings, as numbers or as base64 of little-endian floats (what OpenAI's clients ask for). Never a stream.</summary>
internal sealed class EmbeddingWire(Head head, SimulatedRequest request, int dimensions) : IWire
{
    public void Whole(EventBuffer to, IReadOnlyList<Answer> answers, Usage usage)
    {
        to.Add(head.Fields("embd-", "list").Span).Add(",\"data\":["u8);
        for (var i = 0; i < request.Prompts.Count; i++)
        {
            var vector = Embedding.Of(request.Prompts[i].Text, request.Dimensions ?? dimensions);
            to.Add(i == 0 ? "{\"index\":"u8 : ",{\"index\":"u8).Add(i).Add(",\"object\":\"embedding\",\"embedding\":"u8);
            to.Add(request.Base64 ? Base64(vector) : Numbers(vector)).Add("}"u8);
        }

        to.Add("],"u8);
        OpenAi.Usage(to, usage);
        to.Add("}"u8).EndEvent();
    }

    public void Open(EventBuffer to, IReadOnlyList<Answer> answers) => throw new NotSupportedException();

    public void Token(EventBuffer to, int choice, Answer answer, int position) => throw new NotSupportedException();

    public void Finish(EventBuffer to, int choice, Answer answer) => throw new NotSupportedException();

    public void Close(EventBuffer to, IReadOnlyList<Answer> answers, Usage usage) => throw new NotSupportedException();

    private static string Base64(float[] vector) => $"\"{Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan()))}\"";

    private static string Numbers(float[] vector) => $"[{string.Join(',', vector.Select(x => x.ToString("R", CultureInfo.InvariantCulture)))}]";
}
