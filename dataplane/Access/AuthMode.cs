namespace LlmRouting.DataPlane.Access;

public enum AuthMode
{
    /// <summary>Everybody may use everything: for loopback, or where asked for explicitly.</summary>
    None,

    /// <summary>Every request needs one of the configured keys; without any, all are refused.</summary>
    ApiKey,
}
