namespace LlmRouting.Operator.Builders;

/// <summary>How a release of vLLM is told not to chunk prefills.</summary>
public enum ChunkedPrefillSwitch
{
    /// <summary><c>--enable-chunked-prefill=False</c>.</summary>
    Valued,

    /// <summary>Not at all: the flag is taken and not obeyed.</summary>
    AlwaysOn,

    /// <summary><c>--no-enable-chunked-prefill</c>.</summary>
    Negated,
}
