namespace LlmRouting.DataPlane.Parsing;

/// <summary>Where a content stands, spelled out only when something is wrong with it.</summary>
internal readonly record struct ContentPath(string List, int Index, string Member)
{
    public override string ToString() => $"{List}[{Index}].{Member}";

    public string Part(int part) => $"{this}[{part}]";
}
