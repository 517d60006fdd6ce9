namespace LlmRouting.Contract.Manifests;

/// <param name="FirstLine">Line of the file the text begins on.</param>
/// <param name="ContentAfterSeparator">Where something stands behind the separator, which kubectl refuses.</param>
internal sealed record DocumentText(string Text, int FirstLine, Position? ContentAfterSeparator);
