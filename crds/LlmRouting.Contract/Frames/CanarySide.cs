namespace LlmRouting.Contract.Frames;

public enum CanarySide
{
    Stable,
    Canary,
}
