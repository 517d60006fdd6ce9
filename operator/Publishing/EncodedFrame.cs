using System.Security.Cryptography;
using LlmRouting.Contract.Frames;

namespace LlmRouting.Operator.Publishing;

/// <summary>A frame and its line, which is written once for all subscribers.</summary>
internal sealed class EncodedFrame
{
    private readonly Lazy<UInt128> content;
    private readonly Lazy<ReadOnlyMemory<byte>> line;

    public EncodedFrame(Frame frame)
        : this(frame, new Lazy<UInt128>(() => Digest(frame))) { }

    private EncodedFrame(Frame frame, Lazy<UInt128> content)
    {
        Frame = frame;
        this.content = content;
        line = new Lazy<ReadOnlyMemory<byte>>(() => FrameCodec.Encode(Frame));
    }

    public Frame Frame { get; }

    public ReadOnlyMemory<byte> Line => line.Value;

    /// <exception cref="System.Text.Json.JsonException">The frame is too long.</exception>
    public void Encode() => _ = line.Value;

    /// <summary>Whether both are the same but for the order.</summary>
    public bool SaysTheSame(EncodedFrame? other) => other is not null && (AreOneInstance(Frame, other.Frame) || content.Value == other.content.Value);

    /// <summary>The same content, known to be current as of a later order. An order never falls.</summary>
    public EncodedFrame At(FrameOrder order) => order <= Frame.Order ? this : new EncodedFrame(Frame with { Order = order }, content);

    // Of a thousand tiers' endpoints all but one are what they were.
    private static bool AreOneInstance(Frame one, Frame other) =>
        one is EndpointsFrame left && other is EndpointsFrame right && left.Tier == right.Tier && left.Schema == right.Schema && left.BaseUrls is not null && ReferenceEquals(left.BaseUrls, right.BaseUrls);

    /// <summary>A configuration's revision stands for its content, which is long.</summary>
    private static UInt128 Digest(Frame frame)
    {
        Frame content = frame is ConfigFrame { Revision.Length: > 0 } config ? config with { Policies = [], Tiers = [] } : frame;
        return BitConverter.ToUInt128(SHA256.HashData(FrameCodec.Encode(content with { Order = default })));
    }
}
