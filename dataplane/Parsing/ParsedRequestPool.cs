using System.Collections.Concurrent;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>Keeps parsed requests and their text buffers for the next request.</summary>
public sealed class ParsedRequestPool
{
    private const int Kept = 256;

    private readonly ConcurrentQueue<ParsedRequest> idle = new();

    public Lease Rent(out ParsedRequest request)
    {
        if (!idle.TryDequeue(out request!)) request = new ParsedRequest();
        return new Lease(this, request);
    }

    private void Return(ParsedRequest request)
    {
        request.Reset();
        if (idle.Count < Kept) idle.Enqueue(request);
        else request.Dispose();
    }

    /// <summary>Gives the request back when disposed.</summary>
    public readonly struct Lease(ParsedRequestPool pool, ParsedRequest request) : IDisposable
    {
        public void Dispose() => pool.Return(request);
    }
}
