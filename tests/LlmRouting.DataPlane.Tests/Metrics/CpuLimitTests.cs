using LlmRouting.DataPlane.Metrics;

namespace LlmRouting.DataPlane.Tests.Metrics;

public sealed class CpuLimitTests
{
    [Theory]
    [InlineData("200000 100000\n", 8, 2)]
    [InlineData("50000 100000\n", 8, 0.5)]
    [InlineData("1600000 100000\n", 8, 8)]
    [InlineData("max 100000\n", 8, 8)]
    [InlineData("", 4, 4)]
    [InlineData("0 0", 4, 4)]
    public void The_containers_limit_counts_where_there_is_one_S0_22(string control, int processors, double cores) => Assert.Equal(cores, CpuLimit.Of(control, processors));

    [Fact]
    public void A_limit_that_cannot_be_read_is_what_it_was()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "50000 100000\n");
        Assert.Equal("50000 100000\n", CpuLimit.Read(file, ""));
        using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose)) Assert.Equal("known", CpuLimit.Read(file, "known"));
        Assert.Equal("", CpuLimit.Read(file, "known"));
    }
}
