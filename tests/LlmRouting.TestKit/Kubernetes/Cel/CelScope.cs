namespace LlmRouting.TestKit.Kubernetes.Cel;

/// <summary>Variables of a rule: self, oldSelf, and what macros bind.</summary>
public sealed class CelScope(string name, object? value, CelScope? outer = null)
{
    public object? Find(string wanted) => wanted == name ? value : outer is not null ? outer.Find(wanted) : throw new CelUnsupportedException(wanted);
}
