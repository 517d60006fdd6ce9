using LlmRouting.TestKit.Kubernetes.Http;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.TestKit.Kubernetes.Faults;

/// <summary>Misbehaviour that a test switches on.</summary>
public sealed class FaultGate
{
    private readonly Lock gate = new();
    private readonly List<Fault> faults = [];

    /// <summary>Adds a fault until it is disposed.</summary>
    public IDisposable Add(Fault fault)
    {
        lock (gate) faults.Add(fault);
        return new Removal(() => Remove(fault));
    }

    /// <returns>Whether the request has been answered.</returns>
    public async Task<bool> InterceptAsync(HttpContext http)
    {
        Fault[] now;
        lock (gate) now = [.. faults];
        foreach (var fault in now)
            if (fault.Applies(http.Request) && await fault.AnswerAsync(http)) return true;
        return false;
    }

    private void Remove(Fault fault)
    {
        lock (gate) faults.Remove(fault);
    }

    private sealed class Removal(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}
