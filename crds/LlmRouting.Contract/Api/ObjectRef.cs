namespace LlmRouting.Contract.Api;

/// <summary>Identity of an object. <see cref="Key"/> is how snapshots refer to it.</summary>
public readonly record struct ObjectRef(string Kind, string Namespace, string Name)
{
    public string Key => $"{Namespace}/{Name}";

    /// <summary>Kind and name, with the namespace where it is not the default one: <c>ModelTier/small</c>, <c>ModelTier/team-a/small</c>.</summary>
    public override string ToString() => Name.Length == 0 ? Kind
        : Namespace == ApiNames.Default ? $"{Kind}/{Name}"
        : $"{Kind}/{Namespace}/{Name}";
}
