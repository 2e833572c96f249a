"""Functions of all kinds, each ``(name, expression in x, sample)``: the recording's value is to be numpy's, its gradient
the complex step's (``c``) or, where a function is not analytic as numpy writes it, central differences' (``d``)."""

ELEMENTWISE = """
c x + 2*x | c x - 3 | c 3 - x*x | c x / (1 + x*x) | c 2 / x | c -x | c x**2 | c x**3 | c x**0.5 | c x**-1 | c x**1.7 | c 2.0**x | c x**x
c np.exp(x) | c np.expm1(x) | c np.log(x) | c np.log1p(x) | c np.log2(x) | c np.log10(x) | c np.sqrt(x) | d np.cbrt(x)
c np.sin(x) | c np.cos(x) | c np.tan(x) | c np.arcsin(x/3) | c np.arccos(x/3) | c np.arctan(x) | d np.arctan2(x, 1+x)
c np.sinh(x) | c np.cosh(x) | c np.tanh(x) | c np.arcsinh(x) | c np.arccosh(1+x) | c np.arctanh(x/3)
d np.hypot(x, 2) | d np.logaddexp(x, 1.0) | d np.logaddexp(x, x * x) | d np.logaddexp(x, x) * x | d np.logaddexp(x, np.array([0.61, 1.37, 0.83, 1.06, 0.92, 1.71])) | d np.logaddexp2(x, 1.0) | d np.abs(x - 1) | d np.sign(x-1)*x | c np.square(x) | c np.reciprocal(x)
d np.minimum(x, 1.1) | d np.maximum(x, 1.1) | d np.fmin(x, 1.1) | d np.fmax(x, 1.1) | d np.clip(x, 0.7, 1.2) | d x % 0.7 | d np.fmod(x, -0.7)
d -x % 0.7 | d x // 0.7 * x | d np.floor(x) + x | d np.ceil(x)*x | d np.trunc(x)+x*x | d np.rint(x)*x | d np.round(x, 1)*x | d np.copysign(x, -1) | d np.heaviside(x-1, .5)*x
d np.where(x > 1, x*x, -x) | d np.where(x > 99, np.sqrt(x - 99), x*x) | d np.where(x - x > 0, np.sqrt(x - x), np.where(x > 99, np.log(x - x), 3*x)) | d np.deg2rad(x) | d np.rad2deg(x) | d np.exp2(x) | d np.float_power(x, 2.5) | c np.positive(x) | d np.fabs(x-1)
d np.nan_to_num(x) | d np.sinc(x) | d (x > 1) * x | d np.logical_and(x > .5, x < 1.4)*x | d np.logical_or(x<.5, x>1)*x | d np.logical_not(x>1)*x | d ((x>1)^(x<1.2))*x | d ~(x>1)*x
d ((x>1)+(x<1.2))*x | d ((x>1)*(x<1.5))*x | d np.maximum(x>1, x<.7)*x | d np.minimum(x>1, x<1.5)*x
d np.bitwise_or(x>1, x<.7)*x | d np.signbit(x-1)*x | d np.radians(x) | d np.degrees(x) | d np.isinf(x)*x+x | d (np.floor(x) != 1)*x | d (x<=1)*x | d (x>=1)*x | d np.logical_xor(x>1, x<1.2)*x
d divmod(x, .7)[1] | d np.divmod(x, .7)[1] | d np.modf(x)[0] | d np.isfinite(x)*x | d np.real(x) | d np.select([x<.8, x<1.2], [x, x*x], 3*x) | d np.piecewise(x, [x<1], [lambda t: t*t, lambda t: 2*t])
""".replace("\n", "|")

ARRAYS = """
c np.sum(x) | c x.sum()**2 | c np.mean(x)**2 | c np.prod(x) | d np.max(x) | d np.min(x) | d np.ptp(x) | d np.std(x) | d np.var(x, ddof=1) | d np.median(x) | d np.median(x[:5])
d np.average(x, weights=np.arange(6.)) | c np.cumsum(x)**2 | c np.cumprod(x) | c np.diff(x)**2 | c np.diff(x, 2) | c np.dot(x, x) | c x @ A @ x | c A @ x | c x[:3] @ B | c np.inner(x, x)
c np.outer(x, x)[1] | c np.vdot(x, x) if not np.iscomplexobj(x) else x @ x | c np.kron(x[:2], x[2:4])**2 | c np.cross(x[:3], x[3:])**2 | c np.tensordot(A, x, 1)**2 | c np.einsum("ij,i,j->", A, x, x) | c np.einsum("i,i->i", x, x)
c np.einsum("ij,j", A, x)**2 | c np.einsum("ij,kj->ik", x.reshape(2,3), x.reshape(2,3))**2 | c np.einsum("ii->i", x[:4].reshape(2,2))**2 | c np.trace(np.outer(x, x)) | c np.matmul(x.reshape(2,3), B)
c x.reshape(2,3).T @ x.reshape(2,3) | c x.reshape(2,3).sum(axis=0)**2 | c x.reshape(2,3).mean(axis=1, keepdims=True)**2 | d x.reshape(2,3).max(axis=1)**2 | c np.transpose(x.reshape(1,2,3), (2,0,1))**2
c np.concatenate([x, x*x]) | c np.stack([x, x*x], axis=1)[2]**2 | c np.hstack([x[:2], x[3:]*2]) | c np.vstack([x, x*x])[:, 1] | c np.column_stack([x, x*x])[1] | c np.append(x, x[0]*2) | c np.tile(x, 2)**2 | c np.repeat(x, 2)**2
c np.roll(x, 2)*x | c np.flip(x)*x | c x[::-1]*x | c x[1:4]**2 | c x[-1]*x[0] | c x[[0,2,2]]**2 | c x[np.arange(6) > 2]**2 | c x[None, :]*x[:, None] | c x.reshape(2,3)[1, ::2]**2 | c x.reshape(2,3)[..., 0]**2
c np.pad(x, 2)[1:5]**2 | c np.pad(x, 1, mode="edge")**2 | c np.diag(x)@x | c np.diag(np.outer(x,x)) | c np.tril(np.outer(x,x)).sum() | c np.triu(np.outer(x,x), 1).sum() | c np.squeeze(x[None])**2 | c np.expand_dims(x, 0)**2
c np.broadcast_to(x, (2,6))**2 | c np.split(x, 2)[1]**2 | c np.array_split(x, 4)[1]**2 | c np.swapaxes(x.reshape(2,3),0,1)[2]**2 | c np.moveaxis(x.reshape(2,3),0,1)[2]**2 | c np.atleast_2d(x)**2 | c np.ravel(x.reshape(2,3).T)**2 | c np.delete(x, 1)**2
c np.take(x, [1, 3])**2 | d np.sort(x)[:2]**2 | d x[np.argsort(x)][1:]**2 | d x[np.argmax(x)]**2 | d np.partition(x, 2)[:2] | d np.quantile(x, .3)**2 | d np.percentile(x, 40)**2 | c trapezoid(x*x, np.arange(6)**1.5) | c np.gradient(x)**2
c np.convolve(x, [1., 2., 3.])**2 | c np.convolve(x, x[:3], "same") | c np.correlate(x, [1., 2.])**2 | d np.interp(x, [0, 1, 2], [0., 3., 1.])**2 | c np.polyval(x[:3], 2*x) | c np.vander(x, 3)[:, 0] | c np.linspace(x[0], x[1], 4)**2 | d np.cov(x.reshape(2,3))[0] | d np.corrcoef(x.reshape(2,3))[0,1]
c np.sqrt(x @ x) | d np.linalg.norm(x) | d np.linalg.norm(x, 1) | d np.linalg.norm(x, np.inf) | d np.linalg.norm(x.reshape(2,3)) | d np.linalg.norm(x, 3) | d np.linalg.norm(x.reshape(2,3), axis=1) | d np.linalg.solve(S(x), x) | d np.linalg.inv(S(x))[0] | d np.linalg.det(S(x)) | d np.linalg.slogdet(S(x))[1]
d np.linalg.cholesky(S(x))[2] | d np.linalg.solve(A + 10*np.eye(6), x)**2 | d np.linalg.matrix_power(S(x)/9, 3)[0] | d np.linalg.lstsq(np.outer(x,x)[:, :2]+A[:, :2], x, rcond=None)[0] | d np.count_nonzero(x>1)*x[0] | d np.nansum(x)**2 | d np.nanmean(x)**2 | d np.nanstd(x) | d np.unwrap(4*x)
d np.meshgrid(x[:2], x[2:])[1]**2 | d np.block([[x[:2]], [x[2:4]]])**2 | d np.insert(x, 1, x[0])**2 | d np.add.reduce(x)**2 | d np.multiply.outer(x, x)[1] | d np.maximum.accumulate(x) | d np.polyfit([0.,1,2,3,4,5], x, 2)**2 | d np.polyfit(x, [0.,1,2,3,4,5], 1, w=x) | c np.polyadd(x[:2], x[:4])**2 | c np.polysub(x[:2], x)**2 | c np.polymul(x[:2], x[:4])
c np.polyder(x)**2 | c np.polyint(x, 2)**2 | d np.bincount([0,2,0,1,2,2], weights=x)**2 | d np.nancumsum(x)**2 | d np.nancumprod(x) | d np.linalg.pinv(S(x)[:, :2]) | d np.linalg.pinv(S(x)[:2])[0]
d np.ediff1d(x)**2 | d np.choose([0,1,0,1,0,1], [x, x*x]) | d np.take_along_axis(x.reshape(2,3), np.array([[0],[1]]), 1)**2
""".replace("\n", "|")

SPECIAL = """
d sp.expit(x) | d sp.logit(x/3) | d sp.logsumexp(x) | d sp.logsumexp(x.reshape(2,3), axis=1)**2 | d sp.logsumexp(x, b=[1,2,1,3,1,1]) | d sp.softmax(x)**2 | d sp.log_softmax(x)[1] | d sp.gammaln(x) | d sp.gamma(x) | d sp.digamma(x) | d sp.erf(x) | d sp.erfc(x)
d sp.ndtr(x) | d sp.log_ndtr(-9*x) | d sp.log_ndtr(-30*x) | d sp.xlogy(x, x) | d sp.xlog1py(x, x) | d sp.entr(x) | d sp.rel_entr(x, x*x) | d sp.kl_div(x, x*x) | d sp.huber(1., x) | d sp.pseudo_huber(1.2, x) | d sp.beta(x, 2.) | d sp.exp10(x) | d sp.loggamma(x) | d sp.betaln(x, 2.) | d sp.boxcox(x, .5) | d sp.log_expit(x)
d st.norm.logpdf(x, x[0], x[1]) | d st.norm.pdf(x) | d st.norm.cdf(x, scale=x[2]) | d st.norm.logcdf(x) | d st.norm.logsf(x) | d st.norm(x[0], 2).logpdf(1.5) | d st.t.logpdf(x, 3 + x[0], 1, 2) | d st.gamma.logpdf(x, 2 + x[0], scale=x[1]) | d st.beta.logpdf(x/3, 2 + x[0], 1.5) | d st.expon.logpdf(x, scale=x[0])
d st.uniform.logpdf(x, 0, 2+x[0]) | d st.laplace.logpdf(x, .2) | d st.cauchy.logpdf(x, .2) | d st.logistic.logpdf(x, .2) | d st.chi2.logpdf(x, 3) | d st.lognorm.logpdf(x, .8) | d st.weibull_min.logpdf(x, 1+x[0]) | d st.invgamma.logpdf(x, 2) | d st.pareto.logpdf(1+x, 2) | d st.gumbel_r.logpdf(x) | d st.gumbel_l.logpdf(x)
d st.halfnorm.logpdf(x) | d st.rayleigh.logpdf(x) | d st.skewnorm.logpdf(x, 1 + x[0]) | d st.poisson.logpmf([0,1,2,3,4,5], x) | d st.bernoulli.logpmf([0,1,1,0,1,0], x/3) | d st.binom.logpmf([0,1,2,3,4,5], 5, x/3) | d st.geom.logpmf([1,2,3,4,5,6], x/3) | d st.nbinom.logpmf([0,1,2,3,4,5], 3, x/3) | d st.multivariate_normal.logpdf(x, x*0+1, A + 10*np.eye(6)) | d st.multivariate_normal.logpdf(x[:3], x[3:], S(x)[:3,:3]) | d sl.solve_triangular(S(x), x, lower=True) | d sl.cho_solve(sl.cho_factor(S(x)), x)
""".replace("\n", "|")


def rows(text):
    """``(how, expression)`` of each."""
    return [(row.strip()[0], row.strip()[2:]) for row in text.split("|") if row.strip()]
