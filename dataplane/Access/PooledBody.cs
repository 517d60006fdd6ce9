using System.Buffers;

namespace LlmRouting.DataPlane.Access;

/// <summary>A request body in a rented buffer. Nothing may read <see cref="Memory"/> after it is disposed.</summary>
public sealed class PooledBody : IDisposable
{
    private readonly int length;
    private byte[]? buffer;

    internal PooledBody(byte[] buffer, int length)
    {
        this.buffer = buffer;
        this.length = length;
    }

    public ReadOnlyMemory<byte> Memory => (buffer ?? throw new ObjectDisposedException(nameof(PooledBody))).AsMemory(0, length);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref buffer, null) is { } rented) ArrayPool<byte>.Shared.Return(rented);
    }
}
