using System.Security.Cryptography;
using LlmRouting.Contract.Frames;

namespace LlmRouting.Operator.Publishing;

/// <summary>A frame and its line, which is written once for all subscribers.</summary>
internal sealed class EncodedFrame
{
    private readonly Lazy<ReadOnlyMemory<byte>> line;

    public EncodedFrame(Frame frame)
        : this(frame, Digest(frame)) { }

    private EncodedFrame(Frame frame, UInt128 content)
    {
        Frame = frame;
        Content = content;
        line = new Lazy<ReadOnlyMemory<byte>>(() => FrameCodec.Encode(Frame));
    }

    public Frame Frame { get; }

    /// <summary>Of everything but the order.</summary>
    public UInt128 Content { get; }

    public ReadOnlyMemory<byte> Line => line.Value;

    /// <exception cref="System.Text.Json.JsonException">The frame is too long.</exception>
    public void Encode() => _ = line.Value;

    /// <summary>The same content, known to be current as of a later order. An order never falls.</summary>
    public EncodedFrame At(FrameOrder order) => order <= Frame.Order ? this : new EncodedFrame(Frame with { Order = order }, Content);

    /// <summary>A configuration's revision stands for its content, which is long.</summary>
    private static UInt128 Digest(Frame frame)
    {
        Frame content = frame is ConfigFrame { Revision.Length: > 0 } config ? config with { Policies = [], Tiers = [] } : frame;
        return BitConverter.ToUInt128(SHA256.HashData(FrameCodec.Encode(content with { Order = default })));
    }
}
