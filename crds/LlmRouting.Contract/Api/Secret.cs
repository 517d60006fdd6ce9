namespace LlmRouting.Contract.Api;

/// <summary>A core/v1 Secret as far as we read it.</summary>
public sealed record Secret : ApiObject
{
    /// <summary>Base64.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; init; }

    /// <summary>Plain text; wins over <see cref="Data"/> as on the server.</summary>
    public IReadOnlyDictionary<string, string>? StringData { get; init; }

    /// <summary>Without its values, so that no log or exception can carry them.</summary>
    public override string ToString() => Ref.ToString();
}
