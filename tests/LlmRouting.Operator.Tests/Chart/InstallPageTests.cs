namespace LlmRouting.Operator.Tests.Chart;

public sealed class InstallPageTests
{
    [Fact]
    public void Every_alert_stands_on_the_page_about_installing()
    {
        var page = File.ReadAllText(ChartFiles.In("docs", "install.md"));
        Assert.All(ChartFiles.Rules.Select(rule => rule["alert"]?.GetValue<string>()).OfType<string>(), alert => Assert.Contains($"`{alert}`", page, StringComparison.Ordinal));
    }
}
