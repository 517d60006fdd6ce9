namespace LlmRouting.DataPlane.Forwarding;

/// <summary>How an error is written.</summary>
public enum ErrorShape
{
    /// <summary>Nothing a client of OpenAI could read.</summary>
    Foreign,

    /// <summary>OpenAI's members without the <c>error</c> around them.</summary>
    Bare,

    /// <summary>OpenAI's.</summary>
    Wrapped,
}
